"""Shared ground: what every wing stands on."""
