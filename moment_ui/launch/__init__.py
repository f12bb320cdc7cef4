"""From a fresh clone to a served product: environment, front end, database, server.

`bootstrap` runs before any package is installed, so this file and it import nothing but Python.
"""
