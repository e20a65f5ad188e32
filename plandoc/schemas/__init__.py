"""JSON Schemas of the plan's YAML files, made from the model: what an editor goes by."""
