"""The rows of a matter's table, in the order of the procedure."""
