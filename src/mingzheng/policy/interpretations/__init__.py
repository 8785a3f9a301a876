"""Interpretations, released together with their document."""
