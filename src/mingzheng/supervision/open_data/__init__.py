"""The freeze of a year's figures, and the proof that what was published still stands as it was."""
