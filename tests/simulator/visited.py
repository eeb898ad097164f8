"""What customers who see a home, and its agent, may rely on: a time is theirs alone, and its end is said."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from web_service.domain.viewings.slot import Slot
from web_service.domain.viewings.viewing import CancelledBecause, ViewingState

from tests.simulator.truth import Truth
from unicorn_kit.moments import rfc3339

BOOKED, CANCELLED = "ViewingBooked", "ViewingCancelled"


def no_slot_is_booked_twice(truth: Truth) -> Iterator[str]:
    """A time to see a home is taken for one visitor, once however often sent, exactly while that viewing stands."""
    booked = {found.slot for found in truth.viewings.values() if found.state is ViewingState.BOOKED}
    times = Counter((slot.property_id, slot.slot_id) for slot in booked)
    yield from (f"{slot_id} of {home} is booked {count} times" for (home, slot_id), count in times.items() if count > 1)
    taken = {slot for slot in truth.slots if slot.viewing_id}
    yield from (f"{slot.slot_id} is taken by viewing {slot.viewing_id}, which is not there" for slot in taken - booked)
    yield from (f"{slot.slot_id} of viewing {slot.viewing_id} is free, or gone" for slot in booked - taken)
    names = Counter(found.visitor.name for found in truth.viewings.values())
    yield from (f"{name} has booked {count} times, by one request" for name, count in names.items() if count > 1)


def every_viewing_is_in_its_agenda_once(truth: Truth) -> Iterator[str]:
    """Every viewing that stands and every free time is in the agenda of the home's agent, once, and nothing else is."""
    viewings = [found.slot for found in truth.viewings.values() if found.state is ViewingState.BOOKED]
    shown = [*viewings, *(slot for slot in truth.slots if slot.viewing_id is None)]
    for agent in sorted({slot.agent for slot in truth.slots} | {found.slot.agent for found in truth.viewings.values()}):
        due = sorted((slot.property_id, slot.slot_id) for slot in shown if slot.agent == agent)
        agenda = sorted((entry["property_id"], entry["slot_id"]) for entry in truth.agenda(agent))
        if agenda != due:
            yield f"the agenda of {agent} has {agenda}, and {due} are due"


def no_viewing_outlives_its_home(truth: Truth) -> Iterator[str]:
    """A home that was taken down has no viewing and no time to see it, and none of a home that is public is ended."""
    homes = [(found.property_id, found.public_version) for found in truth.listings.values()]
    public = {(property_id, rfc3339(version.since)) for property_id, version in homes if version}
    for viewing_id, viewing in truth.viewings.items():
        is_public = _home(viewing.slot) in public
        if viewing.state is ViewingState.BOOKED and not is_public:
            yield f"viewing {viewing_id} stands, and its home was taken down"
        if viewing.cancelled_because is CancelledBecause.HOME_TAKEN_DOWN and is_public:
            yield f"viewing {viewing_id} was ended, and its home is public"
    for slot in truth.slots:
        if _home(slot) not in public or slot.agent != truth.offered[_home(slot)]:
            yield f"{slot.slot_id} of {slot.property_id} is offered by {slot.agent}, who does not offer the home"


def a_viewings_end_is_never_undone(truth: Truth) -> Iterator[str]:
    """A viewing that an answer showed is there; one that was cancelled stays so, for the reason that was given."""
    for done in truth.acknowledged:
        body = done.body if isinstance(done.body, dict) else {}
        if "viewing_id" not in body:
            continue
        viewing = truth.viewings.get(body["viewing_id"])
        if viewing is None or viewing.version < body.get("version", 1):
            yield f"viewing {body['viewing_id']} is not there, or older than an answer showed it"
        elif body["state"] == ViewingState.CANCELLED and viewing.cancelled_because != body["cancelled_because"]:
            yield f"viewing {body['viewing_id']} was {body['cancelled_because']}, and is {viewing.cancelled_because}"


def a_change_of_a_viewing_has_one_event(truth: Truth) -> Iterator[str]:
    """Each version of a viewing is one event on the bus: booked, moved or cancelled, with one id however often sent."""
    published: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for kind in (BOOKED, CANCELLED):
        for event in truth.events(kind):
            detail = event["detail"]
            version = (detail["viewing_id"], detail["metadata"]["sequence"], kind)
            published[version].add(detail["metadata"]["event_id"])
    due = {
        (viewing_id, version, CANCELLED if version == found.version and found.cancelled_because else BOOKED)
        for viewing_id, found in truth.viewings.items()
        for version in range(1, found.version + 1)
    }
    for version in sorted(due | published.keys()):
        times = len(published[version])
        if times != (version in due):
            yield f"{version[2]} of viewing {version[0]}, version {version[1]}, was published {times} times"


def _home(slot: Slot) -> tuple[str, str]:
    """Return the home that a slot is of, and since when it is public."""
    return slot.property_id, slot.listed_since
