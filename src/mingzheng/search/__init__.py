"""The full-text index over everything public, and its queries."""
