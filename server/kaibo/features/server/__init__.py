"""The servers of the installation as people see them: whether all is well, and the settings."""
