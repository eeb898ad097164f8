"""JSON logs and one count for each business fact, by Powertools. Where its import costs too much: plain_log.py."""

from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

if TYPE_CHECKING:
    from aws_lambda_powertools.logging.types import LogRecord

NAMESPACE = "UnicornProperties"
# The log group names the function; the message is one of a kind, so a grep finds its place.
LEFT_OUT = {"function_arn", "function_name", "function_memory_size", "location"}


class Brief(LambdaPowertoolsFormatter):
    """Lines without fields that are known already: they were a third of it, and logs are paid for by the byte."""

    def serialize(self, log: "LogRecord") -> str:
        return super().serialize({key: value for key, value in log.items() if key not in LEFT_OUT})


class Telemetry:
    """The logs and counts of one context."""

    def __init__(self, service: str) -> None:
        self._service = service
        self.logger = Logger(service=service, logger_formatter=Brief(serialize_stacktrace=False))

    def count(self, fact: str, times: int = 1) -> None:
        """Count a business fact."""
        from aws_lambda_powertools.metrics import MetricUnit, single_metric  # noqa: PLC0415 - only who counts pays

        with single_metric(name=fact, unit=MetricUnit.Count, value=times, namespace=NAMESPACE) as metric:
            metric.add_dimension(name="service", value=self._service)
