"""The manual pages of the codes that are no rules, one module for each hundred."""
