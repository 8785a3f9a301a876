"""Each check reads a page's facts and says what is wrong. Pure: what they know of the world is in ``Ground``."""
