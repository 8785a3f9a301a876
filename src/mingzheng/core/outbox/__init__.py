"""Side effects: a row in the caller's transaction, a handler with retries, a visible status, a sweep."""
