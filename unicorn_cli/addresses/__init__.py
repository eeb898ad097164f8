"""Homes whose stored id is not that of their address: find them, and move them to the id that it has now.

A maintenance tool of all three contexts' stores. It imports none of them: it changes the keys, ids and addresses of
stored items, whose formats are written down in each context's adapters, and copies everything else as it is.
"""
