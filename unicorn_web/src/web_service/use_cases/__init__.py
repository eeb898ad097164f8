"""What agents, customers and the other contexts can ask of this one: one function per request.

A package here, where the other contexts have a module: the customers' search loads its own part of it alone.
"""
