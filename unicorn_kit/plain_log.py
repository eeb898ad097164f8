"""JSON log lines as telemetry.py writes them, without the import of Powertools."""

import json
import traceback
from collections.abc import Mapping


class PlainLog:
    def info(self, message: str, *, extra: Mapping[str, object]) -> None:
        self._print("INFO", message, extra)

    def exception(self, message: str, *, extra: Mapping[str, object]) -> None:
        """Log a message with the error that is being handled."""
        self._print("ERROR", message, {**extra, "exception": traceback.format_exc()})

    @staticmethod
    def _print(level: str, message: str, extra: Mapping[str, object]) -> None:
        line = {"level": level, "message": message, **extra}
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
