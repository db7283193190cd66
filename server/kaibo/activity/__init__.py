"""An activity is one live show: its schedule, its state, its history."""
