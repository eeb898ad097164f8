"""The log of all functions but the customers' search, which avoids the import of Powertools."""

from unicorn_kit.telemetry import make_logger

logger = make_logger("web")
