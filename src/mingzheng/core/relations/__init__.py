"""Typed links between any two records, readable from both ends."""
