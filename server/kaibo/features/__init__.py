"""What a show can do: one folder a feature. A feature imports no other one."""
