"""One property's life, as the record has it."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from unicorn_cli.bus import timeline
from unicorn_cli.bus.timeline import life_of, show_life
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

HOUSE = "usa/anytown/main-street/111"


def event(at: str, detail_type: str, property_id: str = HOUSE, **detail: Any) -> dict[str, Any]:
    return {
        "source": "unicorn.contracts",
        "detail-type": detail_type,
        "time": at,
        "detail": {"property_id": property_id, "metadata": {"occurred_at": at}, **detail},
    }


DRAFTED = event("2026-03-02T09:00:00.000Z", "ContractStatusChanged", contract_status="DRAFT")
APPROVED = event("2026-03-02T09:00:01.500Z", "ContractStatusChanged", contract_status="APPROVED")
EXPIRED = event("2026-03-04T10:00:00.000Z", "ContractStatusChanged", contract_status="[red]EXPIRED\x1b[2J")
OTHER = event("2026-03-02T09:00:00.000Z", "ContractStatusChanged", "usa/anytown/main-street/11")


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The record; when it is read, from when on it was wanted."""
    asked: list[datetime] = []

    def read(_: Cloud, __: str, begin: datetime, ___: datetime) -> list[dict[str, Any]]:
        asked.append(begin)
        return [EXPIRED, OTHER, APPROVED, DRAFTED]

    monkeypatch.setattr(timeline, "read", read)
    return asked


def cloud() -> Cloud:
    return Cloud("local", session=None)  # type: ignore[arg-type]  # nobody asks it


def test_a_life_is_one_propertys_alone_from_its_beginning_on(recorded: list[datetime]) -> None:
    assert life_of(HOUSE, cloud(), "bus") == [DRAFTED, APPROVED, EXPIRED]
    assert (datetime.now(UTC) - recorded[0]).days == 90


@pytest.mark.usefixtures("recorded")
def test_a_property_that_nothing_is_recorded_of_is_a_problem_with_its_mend() -> None:
    with pytest.raises(Problem, match="Nothing is recorded of usa/nowhere/no-street/1"):
        life_of("usa/nowhere/no-street/1", cloud(), "bus")


def test_a_life_says_when_and_how_much_later_and_others_words_move_no_cursor() -> None:
    written = StringIO()
    show_life([DRAFTED, APPROVED, EXPIRED], Console(file=written, soft_wrap=True))
    shown = written.getvalue()
    assert "2026-03-02 09:00:00" in shown
    assert "1.500 s" in shown
    assert "2 days, 0:59:58" in shown
    assert "[red]EXPIRED\N{REPLACEMENT CHARACTER}" in shown
    assert "\x1b" not in shown
