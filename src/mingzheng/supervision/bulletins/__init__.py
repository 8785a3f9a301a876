"""通报: the quarterly bulletin from the records, its receipts, the monthly letter to each unit (要点第二十五点)."""
