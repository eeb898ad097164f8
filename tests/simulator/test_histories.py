"""Random histories of the shipped functions keep every promise; a seed is one history; broken code is found.

More of them: make simulate; by night three times as many here, and five times as many orders of sets.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import properties_service.use_cases.syncing
import pytest
from properties_service.domain import approval
from properties_service.domain.approval import Action, Revoke
from properties_service.use_cases.syncing import Services, SyncResult
from web_service.adapters.enquiries import enquiry_table
from web_service.adapters.viewings import viewing_table
from web_service.adapters.viewings.slot_writes import SlotWrites
from web_service.handlers import publish_listing_changes

from tests.generated import NIGHTLY
from tests.infra.asl import TaskError
from tests.simulator import plan as plans
from tests.simulator import wire
from tests.simulator.boundary import installed
from tests.simulator.history import Outcome, play
from tests.simulator.lambdas import START
from tests.simulator.photos import Storage
from tests.simulator.plan import KINDS, NIGHT, plan
from tests.simulator.queues import Message, Queue, Queues
from tests.simulator.schedules import IDLE_MAX, Schedules
from tests.simulator.shrink import command, read, shrunk
from tests.simulator.world import IMAGES, moderation
from tests.templates import PROJECT
from unicorn_kit import transactions
from unicorn_kit.event_bus import EventBus

FEW, MANY = 10, 250 if NIGHTLY else 120
HASH_SEEDS = 20 if NIGHTLY else 4
UNTIL_BUSY, HOMES, QUICK = 3000, 130, 240.0  # seeds, some of which have many homes and gather; seconds that those last
UNTIL_FOUND = 400  # seeds in which a broken safeguard must show
DIGESTS = "from tests.simulator.run import outcomes; print([found.digest for found in outcomes(range(4))])"


@pytest.fixture(autouse=True)
def _boundary() -> Iterator[None]:
    with installed():
        yield


def problems(outcome: Outcome) -> list[str]:
    return [f"make simulate SEED={outcome.plan.seed}: {violation}" for violation in outcome.violations]


def test_a_photo_may_be_gone_when_it_is_moderated() -> None:
    """An agent removes it from a withdrawn listing, whose request still waits for its turn."""
    with pytest.raises(TaskError, match=r"Rekognition\.InvalidS3ObjectException"):
        moderation(Storage(lambda *_: None, lambda: START), {"Image": {"S3Object": {"Bucket": IMAGES, "Name": "gone"}}})


def test_a_few_histories_keep_every_promise() -> None:
    found = [play(plan(seed)) for seed in range(FEW)]
    assert not [problem for outcome in found for problem in problems(outcome)]
    assert sum((outcome.counts for outcome in found), Counter())["crashes"] > 0


@pytest.mark.slow
def test_hundreds_of_histories_keep_every_promise() -> None:
    found = [play(plan(seed)) for seed in range(FEW, MANY)]
    assert not [problem for outcome in found for problem in problems(outcome)]
    counts = sum((outcome.counts for outcome in found), Counter[str]())
    happened = ["crashes", "duplicates", "published", "letters", "redriven", "ended", "cancelled"]
    happened += ["questions", "decisions", "unanswered"]
    assert min(counts[name] for name in happened) > 0


@pytest.mark.slow
def test_batches_of_dozens_are_handled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As deployed, a batch has ten messages at most; the code may not rely on it."""
    sizes: list[int] = []
    handle = Queues._handle

    def measured(queues: Queues, queue: Queue, batch: list[Message]) -> None:
        sizes.append(len(batch))
        handle(queues, queue, batch)

    monkeypatch.setattr(Queues, "_handle", measured)
    monkeypatch.setattr(plans, "HOMES_MAX", HOMES)
    busy = [found for found in map(plan, range(UNTIL_BUSY)) if found.weather.gathering and found.ends < QUICK]
    assert not [problem for found in busy for problem in problems(play(found))]
    assert max(sizes) >= 50


def test_the_same_seed_is_the_same_history_whatever_was_played_before() -> None:
    seeds = range(3, 6)
    there = [play(plan(seed)).trace for seed in seeds]
    back = [play(plan(seed)).trace for seed in reversed(seeds)]
    assert there == back[::-1]


def test_a_history_is_the_same_if_every_value_is_written_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    few = range(FEW, FEW + 3)
    digests = [play(plan(seed)).digest for seed in few]
    monkeypatch.setattr(wire, "ONE_IN", 1)
    assert [play(plan(seed)).digest for seed in few] == digests


def test_a_sync_is_left_out_only_while_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    made, left_out = Counter[str](), Counter[str]()
    invoke, due = Schedules._invoke, Schedules._due

    def invoked(schedules: Schedules, name: str) -> None:
        made[name] += 1
        invoke(schedules, name)

    def watched(schedules: Schedules, name: str, every: float) -> None:
        before = made[name]
        due(schedules, name, every)
        if schedules.is_on and made[name] == before:
            left_out[name] += 1
            items = schedules.world.tables["PropertiesContractStatusTable"].items
            assert not any(key.startswith("WAITER#") for _, key in items)

    monkeypatch.setattr(Schedules, "_invoke", invoked)
    monkeypatch.setattr(Schedules, "_due", watched)
    nights = [found for found in map(plan, range(4 * FEW)) if found.ends >= NIGHT]
    for night in nights:
        play(night)
    assert set(left_out) == {"PropertiesSyncSchedule"}
    assert min(left_out["PropertiesSyncSchedule"], made["PropertiesSyncSchedule"]) > IDLE_MAX


@pytest.mark.slow
def test_the_same_seed_has_the_same_trace_whatever_the_order_of_sets() -> None:
    def digests(hash_seed: int) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
        done = subprocess.run(
            [sys.executable, "-c", DIGESTS], cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert len({digests(hash_seed) for hash_seed in range(HASH_SEEDS)}) == 1


def _marked_before_told(action: Action, services: Services, result: SyncResult) -> None:
    if not isinstance(action, Revoke):
        _DO(action, services, result)
        return
    publication = action.publication
    services.approvals.mark_revoked(publication.property_id, publication.request_id, at=services.now)
    services.publisher().publish_revocation(action, at=services.now)


def _dropped_before_woken(action: Action, services: Services, result: SyncResult) -> None:
    if not isinstance(action, Revoke):
        services.approvals.drop_waiter(action.waiter)
    _DO(action, services, result)


_DO = properties_service.use_cases.syncing._do
SYNC = properties_service.use_cases.syncing


def _no_receipt(client: Any, writes: Any, receipt: Any = None) -> None:
    del receipt
    _TRANSACT(client, writes)


def _unguarded(slots: SlotWrites, slot: Any) -> Any:
    """Book a slot, whoever has it."""
    write = _BOOKED(slots, slot)
    write["Update"]["ConditionExpression"] = write["Update"]["ConditionExpression"].partition(" AND ")[2]
    return write


def _never_cleared(*_: Any) -> None:
    """Leave the free slots of a home that is gone."""


def _no_end(client: Any, writes: Any, receipt: Any = None) -> None:
    """Leave the fact out that an enquiry was closed, or a viewing cancelled."""
    ends = ("EnquiryClosed", "ViewingCancelled")
    _TRANSACT(client, [one for one in writes if not any(end in str(one) for end in ends)], receipt)


_TRANSACT, _BOOKED = transactions.transact, SlotWrites.booked
BROKEN: dict[str, tuple[Any, str, Any]] = {
    "a revocation is marked before it is published": (SYNC, "_do", _marked_before_told),
    "a waiter is dropped before it is woken": (SYNC, "_do", _dropped_before_woken),
    "rejected entries of PutEvents are ignored": (EventBus, "_answers", None),
    "a replaced contract does not revoke": (approval, "_reason_to_revoke", None),
    "a home that is taken down keeps its enquiries": (publish_listing_changes, "close_taken_down", lambda *_, **__: 0),
    "a question is kept without its receipt": (enquiry_table, "transact", _no_receipt),
    "an enquiry is closed without a fact": (enquiry_table, "transact", _no_end),
    "a home that is taken down keeps its viewings": (publish_listing_changes, "cancel_taken_down", lambda *_, **__: 0),
    "a home that is taken down keeps its free slots": (viewing_table.ViewingTable, "clear", _never_cleared),
    "a slot that is taken is booked": (SlotWrites, "booked", _unguarded),
    "a viewing is booked without its receipt": (viewing_table, "transact", _no_receipt),
    "a viewing is cancelled without a fact": (viewing_table, "transact", _no_end),
}


FIRST = {"a viewing is booked without its receipt": 250}  # hardly an earlier history loses the answer to a booking


def _ignoring_rejections(bus: Any, events: Any, on_refused: Any) -> list[None]:
    _ANSWERS(bus, events, on_refused)
    return [None] * len(events)


def _without_replacement(publication: Any, contract: Any) -> Any:
    found = _REASON(publication, contract)
    return None if found is approval.RevocationReason.CONTRACT_REPLACED else found


_ANSWERS, _REASON = EventBus._answers, approval._reason_to_revoke
REPLACEMENTS = {"_answers": _ignoring_rejections, "_reason_to_revoke": _without_replacement}


@pytest.mark.slow
@pytest.mark.parametrize("safeguard", BROKEN)
def test_a_broken_safeguard_is_found(safeguard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, broken = BROKEN[safeguard]
    monkeypatch.setattr(owner, name, broken or REPLACEMENTS[name])
    first = FIRST.get(safeguard, 0)
    assert any(play(plan(seed)).violations for seed in range(first, first + UNTIL_FOUND))


@pytest.mark.slow
def test_a_failing_history_shrinks_to_a_line_that_repeats_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventBus, "publish", lambda _, events, **__: len(events))  # nothing is ever published
    seed = next(seed for seed in range(UNTIL_FOUND) if play(plan(seed)).violations)
    smallest, off = shrunk(plan(seed), lambda candidate: bool(play(candidate).violations))
    assert len(smallest.steps) <= 2 < len(plan(seed).steps)
    assert off == set(KINDS)
    line = command(smallest, off)
    assert line.startswith(f"make simulate SEED={seed} STEPS=")
    again = read(seed, ",".join(str(step.number) for step in smallest.steps), ",".join(off))
    assert play(again).violations == play(smallest).violations
