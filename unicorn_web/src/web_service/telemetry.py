"""Logs and counts of all functions but the customers' search, which avoids the import of Powertools."""

from unicorn_kit.telemetry import Telemetry

_telemetry = Telemetry("web")
logger, count = _telemetry.logger, _telemetry.count
