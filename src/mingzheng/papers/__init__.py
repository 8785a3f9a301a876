"""What leaves the house as a file: sheets (xlsx) and calendars (ics); later letters, bulletins and reports."""
