"""Writers: a tree of Markdown tokens to a file's bytes. They know nothing of plans."""
