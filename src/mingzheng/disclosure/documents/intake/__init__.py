"""Bringing documents in: a file or pasted text becomes clean HTML, and proposals for the header fields.

Pure: no models, no database. ``cleaning`` reads, ``markup`` keeps the allow-list, ``proposals`` finds the header fields.
"""
