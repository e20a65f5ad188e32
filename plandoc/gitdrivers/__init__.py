"""What git itself asks: a file as text to be compared, a merge by ids, and how git is told so."""
