"""The rules about the viewers of a show."""
