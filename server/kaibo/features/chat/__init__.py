"""The chat of a show: messages of the audience and the crew, and their moderation."""
