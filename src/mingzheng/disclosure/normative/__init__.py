"""行政规范性文件 after their release: filing (备案) with the government, evaluation before they run out."""
