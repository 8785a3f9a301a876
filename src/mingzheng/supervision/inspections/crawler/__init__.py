"""Fetching pages of any portal: guarded addresses, limits, pauses, four levels. No Django models, no database."""
