"""What agents' and events' functions tell: JSON logs, and one count for each business fact.

The customers' search does without: Powertools would be a tenth of its cold start.
"""

from aws_lambda_powertools import Logger

logger = Logger(service="web", serialize_stacktrace=False)


def count(fact: str) -> None:
    """Count one business fact."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric  # noqa: PLC0415 - only who counts pays for it

    with single_metric(name=fact, unit=MetricUnit.Count, value=1, namespace="UnicornProperties") as metric:
        metric.add_dimension(name="service", value="web")
