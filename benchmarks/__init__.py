"""Measured claims. ``./bench NAME`` prints medians and the machine they were measured on; nothing here asserts a time."""
