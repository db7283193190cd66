"""The audience: viewers who watch a show, and viewers who watched it."""
