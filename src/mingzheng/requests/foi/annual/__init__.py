"""The three tables of the annual report from the records, what stands behind each cell, and statistics of any period."""
