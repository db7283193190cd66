"""Questions of the audience, with votes."""
