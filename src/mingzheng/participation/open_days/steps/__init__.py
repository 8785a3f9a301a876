"""What each step changes in a programme, a session, a question."""
