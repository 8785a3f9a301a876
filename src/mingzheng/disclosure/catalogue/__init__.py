"""Columns as a tree, what stands in them, the standard catalogue and its daily check."""
