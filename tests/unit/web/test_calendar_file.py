"""A viewing's iCalendar file, read back as RFC 5545 says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web_service.domain.viewings.calendar_file import calendar_file
from web_service.domain.viewings.viewing import CancelledBecause, Viewing, cancel, move

from tests.unit.web.fakes import MONDAY
from tests.unit.web.viewings import a_slot, a_viewing

pytestmark = pytest.mark.domain


def properties(file: str) -> list[tuple[str, str]]:
    """Return names and values: lines end as on the wire, and a line that begins with a space goes on (3.1)."""
    assert file.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    lines = file.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert not any("\n" in line or "\r" in line for line in lines)
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def unescaped(text: str) -> str:
    """Read a text (3.3.11)."""
    found, chars = "", iter(text)
    for char in chars:
        after = next(chars) if char == "\\" else ""
        found += {"n": "\n"}.get(after, after) or char
    return found


def test_a_file_says_when_where_and_in_which_version() -> None:
    viewing = a_viewing()
    found = properties(calendar_file(viewing))
    assert dict(found[2:]) | {"END": ""} == {
        "PRODID": "-//Unicorn Properties//Viewings//EN",
        "METHOD": "PUBLISH",
        "BEGIN": "VEVENT",
        "UID": str(viewing.viewing_id),
        "SEQUENCE": "1",
        "DTSTAMP": "20260302T090000Z",
        "DTSTART": "20260302T120000Z",
        "DTEND": "20260302T123000Z",
        "SUMMARY": r"Viewing: 111 Main Street\, Anytown\, USA",
        "LOCATION": r"111 Main Street\, Anytown\, USA",
        "STATUS": "CONFIRMED",
        "END": "",
    }
    assert [pair for pair in found if pair[0] in {"BEGIN", "END"}] == [
        ("BEGIN", "VCALENDAR"),
        ("BEGIN", "VEVENT"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


def test_a_move_and_a_cancellation_replace_what_a_calendar_has() -> None:
    viewing = a_viewing()
    moved = move(viewing, a_slot(4), at=MONDAY + timedelta(minutes=1))
    ended = cancel(moved, CancelledBecause.CANCELLED_BY_AGENT, at=MONDAY + timedelta(minutes=2))
    files = [dict(properties(calendar_file(one))) for one in (viewing, moved, ended)]
    assert {file["UID"] for file in files} == {str(viewing.viewing_id)}
    assert [file["SEQUENCE"] for file in files] == ["1", "2", "3"]
    assert [file["METHOD"] for file in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert files[2]["STATUS"] == "CANCELLED"
    assert files[1]["DTSTART"] == files[2]["DTSTART"] == "20260302T140000Z"


@pytest.mark.parametrize("place", ["a" * 300, "é" * 120, "🏠" * 80, "12; rue de l'Été, \\Paris", "a\nEND:VCALENDAR"])
def test_an_address_of_any_letters_is_read_back(place: str) -> None:
    viewing: Viewing = a_viewing(slot=replace(a_slot(), place=place))
    found = dict(properties(calendar_file(viewing)))
    assert unescaped(found["LOCATION"]) == place


def test_a_file_holds_nothing_of_its_visitor() -> None:
    file = calendar_file(a_viewing())
    assert not any(word in file for word in ("Ada", "example.com", "agent1", a_viewing().secret_digest))
