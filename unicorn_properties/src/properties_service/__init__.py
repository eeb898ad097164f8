"""The Properties context: it decides whether a listing may be published, and for how long it stays so."""

from unicorn_kit import cold_start

cold_start.prepare()
