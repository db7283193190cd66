"""The features of a show, one folder each. A feature imports no other one."""
