"""依申请公开 for the citizen: applying, the receipt, how it stands. How these pages protect people: docs/requests-portal.md."""
