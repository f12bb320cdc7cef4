"""Hours control: hours at home against their mirrors in the main company, row by row, and mending what differs.

A session sees one company. Both sides are read in one transaction, each by a session of its own, and
compared by words that each database makes of its rows.
"""
