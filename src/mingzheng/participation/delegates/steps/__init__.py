"""What each step changes."""
