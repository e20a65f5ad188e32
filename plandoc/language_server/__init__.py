"""The plan inside an editor: faults while typing, what an id stands for, ids to choose from."""
