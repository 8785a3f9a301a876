"""行政复议、行政诉讼 as cases linked to an application; warning sheets."""
