"""Documents and their editions: release, review, validity, clean-up, bringing in."""
