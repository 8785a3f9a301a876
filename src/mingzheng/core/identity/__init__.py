"""Who somebody proved to be at the provider: in the session for two hours, with what they sent as a mark without a name."""
