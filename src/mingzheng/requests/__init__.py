"""依申请公开 (point (十一)): from receipt to remedy."""
