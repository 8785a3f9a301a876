"""What staff and visitors fill in. Errors say what to do; nothing typed is lost."""
