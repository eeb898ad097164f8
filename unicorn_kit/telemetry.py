"""JSON logs by Powertools. Where its import costs too much: plain_log.py.

A business fact (`ListingApproved`) is the member `fact` of the line that reports it, with `times` where one line may
report several; it is no metric, which would cost by the month (docs/adr/0028).
"""

import json
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

if TYPE_CHECKING:
    from logging import LogRecord as Record

    from aws_lambda_powertools.logging.types import LogRecord

# The log group names the function, its REPORT line says which start was cold, and CloudWatch keeps each line's time.
LEFT_OUT = frozenset({"cold_start", "function_arn", "function_memory_size", "function_name", "service"})
# One encoder for all lines; Powertools' own would make one for each.
_to_json = json.JSONEncoder(default=str, ensure_ascii=False, separators=(",", ":")).encode


class Brief(LambdaPowertoolsFormatter):
    """Lines without what is known already: it was two thirds of them, and logs are paid for by the byte."""

    def __init__(self) -> None:
        super().__init__(
            json_serializer=_to_json, serialize_stacktrace=False, location=None, timestamp=None, xray_trace_id=None
        )

    def formatTime(self, record: "Record", datefmt: str | None = None) -> str:  # noqa: ARG002 - is asked for anyhow
        return ""

    def serialize(self, log: "LogRecord") -> str:
        return super().serialize({key: value for key, value in log.items() if key not in LEFT_OUT})


def make_logger(context: str) -> Logger:
    return Logger(service=context, logger_formatter=Brief())
