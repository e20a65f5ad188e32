"""The facts of a revision told to people: terminal, pull request, web page, comparison table."""
