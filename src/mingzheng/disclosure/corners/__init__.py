"""Corners where people can read, ask and be helped on."""
