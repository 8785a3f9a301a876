"""What staff and the public fill in."""
