"""What the audience gets: the program, its publisher, its viewers."""
