"""The rows of the table, in the order of the law: receipt, asking, deciding."""
