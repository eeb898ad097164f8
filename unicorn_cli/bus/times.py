"""Times as people type them: RFC 3339, a date, `yesterday`, `2h ago`, or `now`. Days are those of UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta

from unicorn_cli.terminal.problems import Problem

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
DAYS = {"today": 0, "yesterday": 1}  # how many days ago
A_DAY = timedelta(days=1)
_AGO = re.compile(r"(?P<number>\d{1,6}) ?(?P<unit>[smhd])( ago)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
FORMS = "Write it as 2026-03-02T09:00:00Z, 2026-03-02, `yesterday`, `1h ago` (s, m, h, d), or `now`"


def parse_time(text: str, now: datetime) -> datetime:
    """Return the time in UTC; of a day, its begin. Raises Problem if it is not a time, or has no offset from UTC."""
    day = _day(text.strip(), now)
    return datetime.combine(day, time(), UTC) if day else _moment(text.strip(), now)


def parse_period(begin: str, end: str, now: datetime) -> tuple[datetime, datetime]:
    """Return begin and end in UTC; an end that is a day is the end of that day, or now if that is earlier.

    Raises Problem if a text is not a time, or if the begin is not before the end.
    """
    found = parse_time(begin, now), parse_time(end, now)
    if _day(end.strip(), now):
        found = found[0], max(found[1], min(found[1] + A_DAY, now))
    if found[0] >= found[1]:
        raise Problem(f"{begin!r} is not before {end!r}", "Give the earlier time first")
    return found


def _day(text: str, now: datetime) -> date | None:
    """Return the day that a text names, if it names one."""
    if text in DAYS:
        return now.astimezone(UTC).date() - timedelta(days=DAYS[text])
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Problem(f"{text!r} is not a date", FORMS) from None


def _moment(text: str, now: datetime) -> datetime:
    if text == "now":
        return now
    try:
        if ago := _AGO.fullmatch(text):
            return now - timedelta(**{UNITS[ago["unit"]]: int(ago["number"])})
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError):  # the latter: before the year 1
        raise Problem(f"{text!r} is not a time", FORMS) from None
    if found.tzinfo is None:
        raise Problem(f"{text!r} has no time zone", f"{FORMS}; Z is UTC")
    return found.astimezone(UTC)
