"""Follow a launch link: ask the server what it opens, and turn its ticket into a session."""
