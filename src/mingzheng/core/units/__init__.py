"""Units, groups of units, people, and the posts they hold."""
