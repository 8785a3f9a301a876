"""Keeping what must not be lost: one file that holds database, uploads and journal heads, and the way back from it."""
