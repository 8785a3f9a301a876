"""The journal: who did what, append-only and hash-chained. See docs/adr/0002-journal-sealing.md."""
