"""明政: the open-government platform of a Shanghai district."""

__version__ = "0.1.0"
