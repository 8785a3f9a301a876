"""四 公众参与: people are heard, and see what came of it."""
