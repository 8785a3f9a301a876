"""明政: the open-government platform of a Shanghai district."""
