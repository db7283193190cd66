"""Recording: the page sends the film, and the app writes it to the disk."""
