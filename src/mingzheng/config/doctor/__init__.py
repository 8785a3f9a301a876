"""Is everything in order that the system stands on? Each look says what it saw and, where something is amiss, what to do."""
