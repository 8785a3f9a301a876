"""The tag catalogue: facets, tags, versions."""
