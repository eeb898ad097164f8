"""JSON log lines as Powertools writes them, without its import."""

import json
import traceback
from collections.abc import Mapping


class PlainLog:
    def __init__(self, service: str) -> None:
        self._service = service

    def info(self, message: str, *, extra: Mapping[str, object]) -> None:
        self._print("INFO", message, extra)

    def exception(self, message: str) -> None:
        """Log a message with the error that is being handled."""
        self._print("ERROR", message, {"exception": traceback.format_exc()})

    def _print(self, level: str, message: str, extra: Mapping[str, object]) -> None:
        print(json.dumps({"level": level, "message": message, "service": self._service, **extra}))
