"""Times as text: RFC 3339 in UTC with milliseconds, so that texts sort like times."""

from datetime import UTC, datetime


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def of_milliseconds(since_1970: int) -> datetime:
    return datetime.fromtimestamp(since_1970 / 1000, UTC)
