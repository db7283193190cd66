"""The main window: the home screen, the studio page and the questions that it asks."""
