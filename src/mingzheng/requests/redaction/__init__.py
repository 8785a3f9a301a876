"""Redacted copies of pages and pictures, each box with its ground, verified by extraction."""
