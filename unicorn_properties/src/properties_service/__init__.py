"""The Properties context: it decides whether a listing may be published, and for how long it stays so."""

import gc

# A cold start makes 100,000 objects and no garbage; looking for some after every 2,000 was a tenth of it.
gc.set_threshold(200_000)
