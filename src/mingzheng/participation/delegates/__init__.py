"""Public delegates at meetings of the government."""
