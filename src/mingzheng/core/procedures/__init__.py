"""Declared procedures, the one way to act, and clocks that explain themselves."""
