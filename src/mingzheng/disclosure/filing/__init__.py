"""The city's library of documents: pushing once, reconciling, the monthly filing."""
