"""Publishing a folder of files whole or not at all."""
