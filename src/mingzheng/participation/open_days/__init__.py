"""Government open days (政府开放): the year's month with its theme, sessions, sign-up, draw, tickets, the door, results."""
