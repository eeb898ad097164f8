"""The tour's experiments: each shows one idea on the running local system, with a house that it makes and removes."""
