"""The console's doors at `/admin`."""
