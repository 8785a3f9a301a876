"""What each step of this room changes. Called by ``core.procedures`` within its transaction."""
