"""One page for a bundle of policies."""
