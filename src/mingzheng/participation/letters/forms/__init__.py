"""What people fill in: writing a letter, handling one, choosing what is published."""
