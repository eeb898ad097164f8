"""`unicorn replay`: what it says of an archive, and what it publishes of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from tests.unit.cli.test_replay import HOUSE, archived
from unicorn_cli.bus import replay_command
from unicorn_cli.bus.envelopes import Envelope
from unicorn_cli.bus.replay import Replay
from unicorn_cli.bus.replay_command import replay_archived
from unicorn_cli.bus.spool import Spool
from unicorn_cli.terminal.problems import Problem

PERIOD = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 13, tzinfo=UTC)
CLOUD: Any = SimpleNamespace(as_role=lambda *_: None)
BROKEN = {"PublicationRevoked-9"}
type Replayed = Callable[..., str]


@pytest.fixture
def published() -> list[Envelope]:
    """What was published."""
    return []


@pytest.fixture
def replayed(published: list[Envelope], monkeypatch: pytest.MonkeyPatch) -> Replayed:
    """Replay an archive with these events; return what is said."""

    def run(*events: Envelope, property_id: str | None = None, dry_run: bool = False) -> str:
        @contextmanager
        def read(*_: Any) -> Iterator[Spool]:
            with Spool.opened() as spool:
                spool.add(events)
                yield spool

        def publish(replay: Replay, *_: Any) -> None:
            published.extend(event for part in replay.parts() for event in part)

        monkeypatch.setattr(replay_command, "read_archive", read)
        monkeypatch.setattr(replay_command, "publish", publish)
        monkeypatch.setattr(replay_command, "obeys_its_schema", lambda event: event["id"] not in BROKEN)
        outputs = {"EventBusName": "bus", "ReplayRoleArn": "arn:aws:iam::000000000000:role/replay"}
        monkeypatch.setattr(replay_command, "outputs_of", lambda _: outputs)
        said = StringIO()
        replay_archived(CLOUD, PERIOD, property_id, Console(file=said, width=200), dry_run=dry_run)
        return said.getvalue()

    return run


def test_a_replay_counts_what_it_publishes_and_what_it_leaves_out(
    replayed: Replayed, published: list[Envelope]
) -> None:
    facts = [archived("ContractStatusChanged", second) for second in (1, 2)]
    said = replayed(*facts, archived("PublicationRevoked", 3), archived("PublicationRevoked", 4, numbered=False))
    assert len(published) == 3
    [name] = {event["detail"]["metadata"]["replay"] for event in published}
    assert f"Replayed 3 as {name}: 2 ContractStatusChanged, 1 PublicationRevoked." in said
    assert "Skipped 1 without metadata" in said


def test_a_dry_run_counts_the_same_and_publishes_nothing(replayed: Replayed, published: list[Envelope]) -> None:
    events = [archived("ContractStatusChanged", 1), archived("PublicationRevoked", 4, numbered=False)]
    said = replayed(*events, archived("PublicationRevoked", 9), dry_run=True)
    assert "Would replay 1: 1 ContractStatusChanged." in said
    assert "Skipped 1 without metadata" in said
    assert "Skipped those that obey no schema: 1 PublicationRevoked." in said
    assert published == []


@pytest.mark.parametrize(
    ("events", "property_id", "why"),
    [
        ([], None, "No event is archived between 2026-03-02T12:00:00Z and 2026-03-02T13:00:00Z"),
        ([], HOUSE, f"No event about {HOUSE} is archived"),
        ([archived("PublicationRevoked", 1, numbered=False)], None, "Only events without metadata are archived there"),
        ([archived("PublicationRevoked", 9)], None, "No event obeys its schema there: 1 PublicationRevoked"),
    ],
)
def test_a_replay_of_nothing_is_a_problem(
    replayed: Replayed, published: list[Envelope], events: list[Envelope], property_id: str | None, why: str
) -> None:
    with pytest.raises(Problem, match=why):
        replayed(*events, property_id=property_id)
    assert not published
