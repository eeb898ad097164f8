"""What customers who ask about a home, and its agent, may rely on: a question arrives, once, and comes to an end."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from web_service.domain.enquiries.enquiry import ClosedBecause, EnquiryState

from tests.simulator.truth import Truth
from unicorn_kit.moments import rfc3339

ASKED, MOVED = "POST enquiries", "PATCH enquiries"
RECEIVED, CLOSED = "EnquiryReceived", "EnquiryClosed"


def every_question_is_in_its_inbox_once(truth: Truth) -> Iterator[str]:
    """Every question that was answered with a success is in the inbox of its home's agent, once, however often sent."""
    kept = Counter(found.question.text for found in truth.enquiries.values())
    yield from (f"{text!r} was kept {times} times" for text, times in kept.items() if times > 1)
    agents = sorted({found.agent for found in truth.enquiries.values()})
    inboxes = {agent: Counter(found["enquiry_id"] for found in truth.inbox(agent)) for agent in agents}
    for enquiry_id, enquiry in truth.enquiries.items():
        if enquiry.agent != truth.offered.get((enquiry.property_id, enquiry.listed_since)):
            yield f"question {enquiry_id} went to {enquiry.agent}, who did not offer the home"
        if inboxes[enquiry.agent][enquiry_id] != 1:
            yield f"question {enquiry_id} is in the inbox {inboxes[enquiry.agent][enquiry_id]} times"
    for done in truth.acknowledged:
        if done.action == ASKED and done.body["enquiry_id"] not in truth.enquiries:
            yield f"question {done.body['enquiry_id']} was acknowledged, and is not there"


def no_question_outlives_its_home(truth: Truth) -> Iterator[str]:
    """A home that was taken down has no open enquiry, and an enquiry about a home that still is public is not ended."""
    homes = [(found.property_id, found.public_version) for found in truth.listings.values()]
    public = {(property_id, rfc3339(version.since)) for property_id, version in homes if version}
    for enquiry_id, enquiry in truth.enquiries.items():
        is_public = (enquiry.property_id, enquiry.listed_since) in public
        if enquiry.state is not EnquiryState.CLOSED and not is_public:
            yield f"question {enquiry_id} is {enquiry.state}, and its home was taken down"
        if enquiry.closed_because is ClosedBecause.HOME_TAKEN_DOWN and is_public:
            yield f"question {enquiry_id} was closed, and its home is public"


def an_enquirys_state_is_never_undone(truth: Truth) -> Iterator[str]:
    """What an agent has closed stays closed, and the versions of an enquiry only rise."""
    for done in truth.acknowledged:
        if done.action != MOVED:
            continue
        enquiry_id, enquiry = done.body["enquiry_id"], truth.enquiries.get(done.body["enquiry_id"])
        if enquiry is None or enquiry.version < done.body["version"]:
            yield f"question {enquiry_id} is older than an answer showed it"
        elif done.body["state"] == EnquiryState.CLOSED and enquiry.state is not EnquiryState.CLOSED:
            yield f"question {enquiry_id} was closed, and is {enquiry.state}"


def a_fact_about_an_enquiry_has_one_event(truth: Truth) -> Iterator[str]:
    """An enquiry's receipt and its end are one event each on the bus, with one id however often it is published."""
    published: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind in (RECEIVED, CLOSED):
        for event in truth.events(kind):
            published[kind, event["detail"]["enquiry_id"]].add(event["detail"]["metadata"]["event_id"])
    due = {(RECEIVED, enquiry_id) for enquiry_id in truth.enquiries}
    due |= {(CLOSED, enquiry_id) for enquiry_id, found in truth.enquiries.items() if found.state is EnquiryState.CLOSED}
    for kind, enquiry_id in sorted(due | published.keys()):
        times = len(published[kind, enquiry_id])
        if times != ((kind, enquiry_id) in due):
            yield f"{kind} of question {enquiry_id} was published {times} times"
