"""The plan as frozen values, and what follows from it: prose, numbers, mentions, duties."""
