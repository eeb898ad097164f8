"""The live feed: the newest events of all contexts, for engineers who watch them pass. Not on stage prod."""

from unicorn_kit import cold_start

cold_start.prepare()
