"""The log, as the Web context's: its operators read both together."""

from unicorn_kit.telemetry import make_logger

logger = make_logger("web")
