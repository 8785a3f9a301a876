"""Knowledge base, message board, FAQ, windows."""
