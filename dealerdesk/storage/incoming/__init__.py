"""Imports, set by set: staged rows are compared with the database by joins, then written in few statements.

The staging file that `exchange` wrote is attached as ``staging``: ``staged`` (rows by field code) and
``problem``. `plan_…` fills temporary tables and changes nothing; `apply_…` carries the plan out.
"""
