"""Whether this server can do its work: `/ready`, for balancers and for people who run it."""
