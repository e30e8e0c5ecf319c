"""Plain walks of the answers beside scope: money, passing on, the calendar and differences.

Each reads the entries of a random model as they are written, works them out by SEMANTICS 3 and 10, and uses nothing of
the product's own reckoning.
"""
