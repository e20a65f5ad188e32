"""plandoc keeps an official plan as structured YAML and builds everything it must become.

The layers, from the bottom; a module imports only from lines above its own, and within a line
(held by a test):

===============  ===========================================================================
diagnostics      something wrong: where, what, how to mend it
refusals         what the machine refuses to do, in words for the user
memory           what this process holds of the machine's memory
stops            the signals by which a program is told to stop
cache            what a later run need not compute again
model            the plan as frozen values, and what follows from it
reading          files to a plan and the places of its values, all errors at once
checks           the rules, one file each
explanations     the manual pages of all codes
check_formats    what a check found, for programs
changes          two plans to typed facts that differ
documents        the plan through templates to Markdown tokens; the profile of their form
writers          Markdown tokens to DOCX and HTML; they know nothing of plans
review           those facts told to people: terminal, pull request, page, table
history          the plan's revisions in git, each reviewed against the one before
gitdrivers       what git asks: a file as text to compare, a merge by ids, its settings
schemas          JSON Schemas of the plan's YAML files, for editors
repairs          the safe repairs of a plan's files, one file each
starting         the first files of another plan
form             a finished DOCX against the form of the decree
executors        where the parts of a build are made: here, in processes, in a cluster
site             the website
data_format      plan.json as structs, from which its schema is made
data             plan.json
products         everything a plan becomes, as bytes by path
pdf              DOCX to PDF with LibreOffice
output           what writes files: a folder or a file, whole or not at all
cluster          the workers of a Dask cluster
inputs           everything that a build is made from, read at once
last_build       what the last build was made of
checked          a plan read and checked, with the look of its documents
making           from a checked plan to its files, as values
builds           a build, from its inputs to the output folder
serving          the site while it is written: over HTTP, reloaded on every save
language_server  the plan inside an editor: faults while typing, ids explained and completed
cli              the front door: terminal, exit codes
===============  ===========================================================================
"""

__version__ = "0.1.0"
