"""What other systems read: ``/api/v1/…`` (docs/api.md, ADR 0013)."""
