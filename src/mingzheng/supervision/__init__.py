"""Supervision: the work plan that runs the platform, and what proves it."""
