"""Parts of this machine: its data folder, its addresses, its web server, its LiveKit process."""
