"""The government gazette: issues composed of published documents, distribution."""
