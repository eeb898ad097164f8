"""Times as people type them: RFC 3339, `now`, or `2h ago`."""

import re
from datetime import UTC, datetime, timedelta

from unicorn_cli.terminal.problems import Problem

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_AGO = re.compile(r"(?P<number>\d{1,6}) ?(?P<unit>[smhd])( ago)?")
FORMS = "Write it as 2026-03-02T09:00:00Z, as `1h ago` (s, m, h, d), or `now`"


def parse_time(text: str, now: datetime) -> datetime:
    """Return the time in UTC. Raises Problem if the text is not a time, or has no offset from UTC."""
    if text.strip() == "now":
        return now
    if ago := _AGO.fullmatch(text.strip()):
        return now - timedelta(**{UNITS[ago["unit"]]: int(ago["number"])})
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Problem(f"{text!r} is not a time", FORMS) from None
    if found.tzinfo is None:
        raise Problem(f"{text!r} has no time zone", f"{FORMS}; Z is UTC")
    return found.astimezone(UTC)


def parse_period(begin: str, end: str, now: datetime) -> tuple[datetime, datetime]:
    """Return begin and end in UTC. Raises Problem if a text is not a time, or if the begin is not before the end."""
    found = parse_time(begin, now), parse_time(end, now)
    if found[0] >= found[1]:
        raise Problem(f"{begin!r} is not before {end!r}", "Give the earlier time first")
    return found
