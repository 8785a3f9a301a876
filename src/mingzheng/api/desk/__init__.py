"""The part for other systems: ``/api/v1/desk/``, by token, in the post of the system."""
