"""What each step changes. Called by ``core.procedures`` within its transaction."""
