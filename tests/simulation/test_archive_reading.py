"""An archive is read whole, in bounded memory, however AWS delivers it; `make archive` reads ten million events."""

import resource
from collections.abc import Iterator
from random import Random

import pytest

from tests.simulation.aws_archive import ArchivedReplay
from tests.simulation.large_archive import archive_of
from unicorn_cli.bus import reading
from unicorn_cli.bus.reading import drain
from unicorn_cli.bus.replay import plan
from unicorn_cli.bus.spool import Spool

PROPERTIES = 1_000


@pytest.fixture
def spool() -> Iterator[Spool]:
    with Spool.opened() as opened:
        yield opened


def read(replay: ArchivedReplay, spool: Spool, readers: int = 4) -> None:
    drain(replay, spool, has_ended=replay.has_ended, on_read=lambda _: None, clock=replay.clock, readers=readers)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("readers", [1, 8])
def test_every_event_is_read_once(spool: Spool, seed: int, readers: int) -> None:
    chance = Random(seed)
    number = chance.choice([0, 1, 9, 10, 11, 2_500])
    replay = ArchivedReplay(archive_of(number, PROPERTIES), rate=chance.choice([50, 2_400, 18_750]), chance=chance)
    read(replay, spool, readers)
    assert len(spool) == number
    assert replay.depth() == 0
    found = [event["id"] for event in spool.in_order()]
    assert found == [event["id"] for event in archive_of(number, PROPERTIES)]


def test_a_reader_that_stops_at_the_first_empty_answer_would_lose_events(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "QUIET", 0.0)
    replay = ArchivedReplay(archive_of(2_500, PROPERTIES), rate=2_400, chance=Random(1))
    monkeypatch.setattr(replay, "depth", lambda: 0)
    read(replay, spool)
    assert len(spool) < 2_500


def test_a_reader_that_fails_ends_the_reading_with_its_error(spool: Spool) -> None:
    replay = ArchivedReplay(archive_of(1_000, PROPERTIES), rate=2_400, chance=Random(1))

    def fail(_: int) -> None:
        raise OSError("no more")

    with pytest.raises(OSError, match="no more"):
        drain(replay, spool, has_ended=replay.has_ended, on_read=fail, clock=replay.clock)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_archive(spool: Spool) -> None:
    replay = ArchivedReplay(archive_of(100_000, PROPERTIES), rate=18_750, chance=Random(2))
    read(replay, spool)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    parts = [sum(1 for _ in part) for part in plan(spool, "r").parts()]
    assert sum(parts) == len(spool) == 100_000
    assert parts[2] == PROPERTIES  # the latest status of each contract
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KiB; the events are 70 MB
