"""Working days of China: the published holidays and make-up working days as data;
arithmetic that explains itself.

Use: ``from mingzheng.core.workdays.queries import calendar``, then ``calendar().add_workdays(day, 20)``.
"""
