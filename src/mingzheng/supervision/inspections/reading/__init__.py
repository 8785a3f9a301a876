"""Reading a saved or fetched page of any portal into plain facts. Pure: no Django, no network."""
