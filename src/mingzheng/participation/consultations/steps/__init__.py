"""What the steps of the tables change."""
