"""The settings: the values, the dialog that shows them, and what a change does."""
