"""Pure: reading pages, burning boxes into them, building the copy, and checking it. No Django models, no database."""
