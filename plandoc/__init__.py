"""plandoc keeps an official plan as structured YAML and builds everything it must become.

The layers, from the bottom; a module imports only from lines above its own (held by a test):

==============  ============================================================================
diagnostics     something wrong: where, what, how to mend it
source          files as text and YAML nodes that know their places
model           the plan: frozen structs, and what its texts and targets mean
                (``prose``, ``targets``, ``numbering``, ``mentions``, ``duties``)
structure       YAML nodes to structs, all errors at once
reader          a folder of files to a `Plan` and the places of its values
checks          the rules, one file each
document        the plan through Jinja templates to Markdown tokens (``profile``: the form)
writers         Markdown tokens to DOCX and HTML; they know nothing of plans
site, data      the website and plan.json
output          the only module that writes files
cli             the front door: terminal, exit codes
==============  ============================================================================
"""

__version__ = "0.1.0"
