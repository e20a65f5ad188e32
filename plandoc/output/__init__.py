"""What writes files: the output folder, other folders, single files; whole or not at all."""
