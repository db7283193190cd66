"""The quality that people see: reports of pages, for the metrics."""
