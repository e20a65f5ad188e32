"""The preview: the site over HTTP on this machine alone, made anew and reloaded on every save."""
