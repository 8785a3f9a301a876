"""重大行政决策: yearly catalogues of district and units, and each matter on its way through the procedure of the 条例."""
