"""The Web context: it owns what agents offer and what customers find."""

from unicorn_kit import cold_start

cold_start.prepare()
