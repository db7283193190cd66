"""Whether this server can do its work: `/ready` for balancers, `/metrics` for Prometheus."""
