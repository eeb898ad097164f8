"""Logs and counts, as the Web context's: its operators read both together."""

from unicorn_kit.telemetry import Telemetry

_telemetry = Telemetry("web")
logger, count = _telemetry.logger, _telemetry.count
