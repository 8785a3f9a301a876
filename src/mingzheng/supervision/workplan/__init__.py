"""The work plan: from a notice to live tasks."""
