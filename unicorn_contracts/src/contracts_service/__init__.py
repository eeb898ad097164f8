"""The Contracts context: it owns the sale contracts of every property."""

from unicorn_kit import cold_start

cold_start.prepare()
