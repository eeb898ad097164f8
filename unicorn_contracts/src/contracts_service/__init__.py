"""The Contracts context: it owns the sale contracts of every property."""

import gc

# A cold start makes 100,000 objects and no garbage; collecting after every 2,000 was a tenth of it.
gc.set_threshold(200_000)
