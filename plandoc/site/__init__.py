"""The website: pages made of the plan by the templates in ``templates/site``.

It opens from a folder, a memory stick or any static host: relative addresses with ``index.html``
written out, classic scripts for what cannot do without, nothing from elsewhere. Ids that the pages
add themselves hold an underscore, so that they meet no id of the plan.

From the bottom: ``charts``, ``tasks``, ``dates``, ``full_text``, ``metadata`` compute what a
page shows, ``synonyms`` and ``search`` what the search finds in; ``lookups`` what every page may
look up; ``pages`` which pages there are; ``building`` renders them.
"""
