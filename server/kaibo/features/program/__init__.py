"""The program, which the audience sees and hears: its publisher and its viewers."""
