"""The archived events of one property."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from unicorn_cli.bus import timeline
from unicorn_cli.bus.archive import Period
from unicorn_cli.bus.envelopes import property_of
from unicorn_cli.bus.spool import Spool
from unicorn_cli.bus.timeline import history_of, show_timeline
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

HOUSE = "usa/anytown/main-street/111"


def event(at: str, detail_type: str, property_id: str = HOUSE, **detail: Any) -> dict[str, Any]:
    return {
        "id": f"{at} {property_id}",
        "source": "unicorn.contracts",
        "detail-type": detail_type,
        "time": at,
        "detail": {"property_id": property_id, "metadata": {"occurred_at": at}, **detail},
    }


DRAFTED = event("2026-03-02T09:00:00.000Z", "ContractStatusChanged", contract_status="DRAFT")
APPROVED = event("2026-03-02T09:00:01.500Z", "ContractStatusChanged", contract_status="APPROVED", request_id="01995c8e")
EXPIRED = event("2026-03-04T10:00:00.000Z", "ContractStatusChanged", contract_status="[red]EXPIRED\x1b[2J")
OTHER = event("2026-03-02T09:00:00.000Z", "ContractStatusChanged", "usa/anytown/main-street/11")


@pytest.fixture
def read_from(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Fake the archive; return the begin of each period that is read."""
    asked: list[datetime] = []

    @contextmanager
    def read(_: Cloud, __: str, period: Period, property_id: str) -> Iterator[Spool]:
        asked.append(period[0])
        with Spool.opened() as spool:
            spool.add(one for one in (EXPIRED, OTHER, APPROVED, DRAFTED) if property_of(one) == property_id)
            yield spool

    monkeypatch.setattr(timeline, "read_archive", read)
    return asked


def cloud() -> Cloud:
    return Cloud("local", session=None)  # type: ignore[arg-type]  # nobody asks it


def test_a_history_has_one_propertys_events_of_the_whole_retention_oldest_first(read_from: list[datetime]) -> None:
    assert history_of(HOUSE, cloud(), "bus") == [DRAFTED, APPROVED, EXPIRED]
    assert (datetime.now(UTC) - read_from[0]).days == 90


@pytest.mark.usefixtures("read_from")
def test_a_property_without_archived_events_is_a_problem() -> None:
    with pytest.raises(Problem, match="No event of usa/nowhere/no-street/1 is archived"):
        history_of("usa/nowhere/no-street/1", cloud(), "bus")


def test_a_line_has_time_and_delay_and_no_control_characters() -> None:
    written = StringIO()
    show_timeline([DRAFTED, APPROVED, EXPIRED], Console(file=written, soft_wrap=True))
    shown = written.getvalue()
    assert "2026-03-02 09:00:00" in shown
    assert "1.500 s" in shown
    assert "2 days, 0:59:58" in shown
    assert shown.splitlines()[1].endswith("APPROVED  request 01995c8e")
    assert "[red]EXPIRED\N{REPLACEMENT CHARACTER}" in shown
    assert "\x1b" not in shown
