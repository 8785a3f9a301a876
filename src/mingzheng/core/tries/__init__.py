"""So many tries in so many seconds, counted in the database: the same for every process and exact for tries at one moment.

Before the try: ``if not commands.take("document.code", visitor, most=8, seconds=600): refuse``. What need not count after all (the
code was right) is given back. Who tries is kept as a keyed digest and dropped within a day of the
window.
"""
