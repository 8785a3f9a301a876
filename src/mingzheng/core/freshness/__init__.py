"""Which public things changed, so that kept pages are renewed within a second."""
