"""Pages of the portal, by part."""
