"""What agents' and events' functions tell: JSON logs, and one count for each business fact.

The customers' search does without: Powertools would be a tenth of its cold start.
"""

from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

if TYPE_CHECKING:
    from aws_lambda_powertools.logging.types import LogRecord

# The log group names the function; the message is one of a kind, so a grep finds its place.
SAID_ELSEWHERE = {"function_arn", "function_name", "function_memory_size", "location"}


class Brief(LambdaPowertoolsFormatter):
    """Lines without what is known already: a third of each, and paid for by the byte."""

    def serialize(self, log: "LogRecord") -> str:
        kept = {key: value for key, value in log.items() if key not in SAID_ELSEWHERE}
        return super().serialize(kept)


logger = Logger(service="web", logger_formatter=Brief(serialize_stacktrace=False))


def count(fact: str) -> None:
    """Count one business fact."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric  # noqa: PLC0415 - only who counts pays for it

    with single_metric(name=fact, unit=MetricUnit.Count, value=1, namespace="UnicornProperties") as metric:
        metric.add_dimension(name="service", value="web")
