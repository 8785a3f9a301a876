"""Draws that anyone can verify."""
