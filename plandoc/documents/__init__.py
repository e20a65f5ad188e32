"""The plan through Jinja templates to Markdown tokens, and the profile of their form."""
