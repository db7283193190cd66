"""Who watches a show, and who has watched it."""
