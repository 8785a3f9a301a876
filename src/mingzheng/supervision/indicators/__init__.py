"""Figures bound to tasks, computed from records, with their history by day."""
