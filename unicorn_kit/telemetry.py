"""JSON logs by Powertools, with a line for each business fact. Where its import costs too much: plain_log.py."""

from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

if TYPE_CHECKING:
    from aws_lambda_powertools.logging.types import LogRecord

# The log group names the function; the message is one of a kind, so a grep finds its place.
LEFT_OUT = {"function_arn", "function_name", "function_memory_size", "location"}


class Brief(LambdaPowertoolsFormatter):
    """Lines without fields that are known already: they were a third of it, and logs are paid for by the byte."""

    def serialize(self, log: "LogRecord") -> str:
        return super().serialize({key: value for key, value in log.items() if key not in LEFT_OUT})


class Telemetry:
    """The logs of one context."""

    def __init__(self, service: str) -> None:
        self.logger = Logger(service=service, logger_formatter=Brief(serialize_stacktrace=False))

    def count(self, fact: str, times: int = 1) -> None:
        """Log that a business fact occurred; no metric, which would cost by the month (docs/adr/0028)."""
        self.logger.info("counted", extra={"fact": fact, "times": times})
