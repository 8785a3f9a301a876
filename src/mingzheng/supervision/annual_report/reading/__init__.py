"""A report of any origin as paragraphs and grids, whatever file it came in."""
