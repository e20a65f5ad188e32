"""The form checker: a finished DOCX, ours or anyone's, against Decree 30/2020/NĐ-CP, Annex I.

From the bottom:

* ``wordxml``, ``package``: XML and zip of a file that may be damaged or hostile;
* ``view``: a document as its reader sees it, frozen values without XML;
* ``theme``, ``facts``, ``styles``, ``labels``, ``lines``, ``content``, ``tables``, ``pages``,
  ``document``: what Word would show of the XML, as such a view;
* ``pieces``, ``head``, ``main``, ``ending``, ``annexes``, ``parts``: the components of an
  administrative document, found in the view by text and position;
* ``verdicts``, ``rules``, ``report``: what the decree asks of them, and how it is told.
"""
