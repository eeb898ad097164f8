"""The Web context: it owns what agents offer and what customers find."""

import gc

# A cold start makes 100,000 objects and no garbage; looking for some after every 2,000 was a tenth of it.
gc.set_threshold(200_000)
