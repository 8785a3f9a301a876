"""What each step of an application changes; called by ``core.procedures`` within its transaction."""
