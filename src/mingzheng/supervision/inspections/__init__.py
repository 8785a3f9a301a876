"""Machine checks of any portal, and the errors that visitors report."""
