"""Files to a plan and the places of its values, all errors at once."""
