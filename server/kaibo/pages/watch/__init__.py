"""The page of a viewer."""
