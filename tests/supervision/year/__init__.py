"""A whole year: a package, so that one year serves all modules that look at it."""
