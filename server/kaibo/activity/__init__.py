"""Activities: live shows with their schedule, their state and their history."""
