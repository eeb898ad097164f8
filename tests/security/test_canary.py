"""No name, address, token or secret is logged, published or dead-lettered where it is not needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from tests.infra.stacks import CONTEXTS
from tests.infra.stages import KINDS, at_stage
from tests.security.canary import LOGGERS, MARKS, Canary, break_items, send_nonsense
from tests.simulator.boundary import installed
from tests.simulator.history import play
from tests.simulator.people import People
from tests.simulator.plan import Step, plan
from tests.simulator.world import Weather, World

FEW, MANY = 3, 200
HOUR = 3600.0
PAUSE = 60.0  # between two steps: calls take up to seconds, and an edit is refused until an approval is decided
WAITING = ("draft_contract", "draft_listing", "add_photo", "request_approval")
STORY = (
    *WAITING,
    "approve_contract",
    "ask_question",
    "read_inbox",
    "see_home",
    "read_agenda",
    "save_search",
    "edit_listing",
    "search",
    "read_publication",
    "amend_contract",
)
NEEDED = {  # and who reads it
    ("ContractStatusChanged", "an address as it was written"),  # Properties compares the two addresses
    ("PublicationApprovalRequested", "an address as it was written"),  # Properties, too
    ("PublicationApprovalRequested", "a description"),  # Properties evaluates it
}
REVIEWED = {("PublicationReviewed", "an agent's name")}  # which admin has decided, where a person was asked
DELIVERED = {  # an event that was delivered too often is kept as it came, for a redrive
    ("letters of PropertiesContractStatusDeadLetterQueue", "an address as it was written"),
    ("letters of PropertiesRequestDeadLetterQueue", "an address as it was written"),
    ("letters of PropertiesRequestDeadLetterQueue", "a description"),
}
OF_RECORDS = {  # in the record of a stream that was unreadable: a redrive publishes from it
    ("letters of ContractsUnpublishedQueue", "an address as it was written"),
    ("letters of WebUnpublishedQueue", "an address as it was written"),
    ("letters of WebUnpublishedQueue", "a description"),
    ("letters of WebUnpublishedQueue", "a file's name"),
    ("letters of WebUnpublishedQueue", "an agent's name"),
}
FAULTS = ("unexpected_error", "unreadable_record", "change_dead_lettered", "execution_not_answered", "Traceback")


def lived(canary: Canary, seeds: range) -> None:
    with installed(), canary.watching():
        for seed in seeds:
            play(plan(seed), after=canary.look)


@contextmanager
def story(canary: Canary) -> Iterator[World]:
    """One home is public, and the other waits for its contract."""
    with installed(), canary.watching(), World("canary", Weather()).running() as world:
        people = People(world)
        steps = [(0, name) for name in STORY] + [(1, name) for name in WAITING]
        for number, (home, action) in enumerate(steps, 1):
            step = Step(number=number, at=PAUSE * number, action=action, home=home, who="agent1", draw=0.7)
            world.kernel.after(step.at, partial(people.do, step))
        world.kernel.run(until=HOUR)
        assert max(people.statuses) < 400
        assert world.machines.waiting
        assert canary.secrets
        yield world


def test_nothing_confidential_leaves_a_few_histories() -> None:
    canary = Canary()
    lived(canary, range(FEW))
    assert canary.found() - DELIVERED - REVIEWED == NEEDED


@pytest.mark.slow
def test_nothing_confidential_leaves_many_histories_with_their_faults() -> None:
    canary = Canary()
    lived(canary, range(MANY))
    assert canary.tokens
    assert any(place.startswith("letters") for place in canary.written)
    assert canary.found() - DELIVERED - REVIEWED == NEEDED


@pytest.mark.slow
def test_logs_and_letters_keep_confidences_whatever_is_broken() -> None:
    canary = Canary()
    with story(canary) as world:
        break_items(world)
        canary.look(world)
        found = canary.found()
        send_nonsense(world)  # a message that nobody can read is kept as it came
    logs = "\n".join(canary.written["logs"])
    assert [fault for fault in FAULTS if fault not in logs] == []
    assert canary.tokens
    assert found - DELIVERED - REVIEWED == NEEDED | OF_RECORDS
    assert [what for place, what in canary.found() if place == "logs"] == []


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_in_a_log_is_found(mark: str) -> None:
    canary = Canary()
    with installed(), canary.watching():
        LOGGERS[0].info("a_fact", extra={"given": f"it was {MARKS[mark]}"})
    assert canary.found() == {("logs", mark)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", CONTEXTS)
def test_no_function_logs_its_events_or_more_than_information(folder: str, kind: str) -> None:
    resources = at_stage(folder, kind)["Resources"].values()
    for function in (found["Properties"] for found in resources if found["Type"] == "AWS::Lambda::Function"):
        given = function["Environment"]["Variables"]
        assert not {name for name in given if name in {"POWERTOOLS_LOGGER_LOG_EVENT", "POWERTOOLS_DEV"}}
        assert given.get("POWERTOOLS_LOG_LEVEL", "INFO") == "INFO"
