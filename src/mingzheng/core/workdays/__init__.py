"""Working days of China: the published holidays and make-up working days as data;
arithmetic that explains itself.
"""
