"""Links that open the studio, signed in, in one role."""
