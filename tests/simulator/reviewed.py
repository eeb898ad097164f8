"""What agents, and the admins who review, may rely on: a person's word stands, once, and is waited for with an end."""

from collections import defaultdict
from collections.abc import Iterator

from tests.simulator.truth import STATUSES, Truth

REQUESTED, EVALUATED = "PublicationApprovalRequested", "PublicationEvaluationCompleted"
ASKED, DECIDED = "PublicationReviewRequested", "PublicationReviewed"


def nothing_is_published_against_a_persons_decline(truth: Truth) -> Iterator[str]:
    """No request that a person has declined is ever approved, by whatever order, fault or replay."""
    declined = {event["detail"]["request_id"] for event in truth.events(DECIDED) if _verdict(event) == "DECLINED"}
    declined |= {done.body["request_id"] for done in truth.acknowledged if _answer(done) == "DECLINED"}
    for request in sorted(declined & _approved(truth)):
        yield f"request {request} was declined by a person, and is approved"


def what_no_machine_judges_is_published_by_a_person(truth: Truth) -> Iterator[str]:
    """What is in a language that no machine judges, or was appealed, is approved by a person or not at all."""
    asked = {event["detail"]["request_id"] for event in truth.events(ASKED)}
    for event in truth.events(REQUESTED):
        if "domek" in event["detail"]["description"] or event["detail"].get("appeal"):
            asked.add(event["detail"]["request_id"])
    allowed = {event["detail"]["request_id"] for event in truth.events(DECIDED) if _verdict(event) == "APPROVED"}
    for request in sorted((asked & _approved(truth)) - allowed):
        yield f"request {request} was a question to a person, and is approved without one"


def a_request_has_one_effective_decision(truth: Truth) -> Iterator[str]:
    """However many admins decide at once, a request has one decision: they are told of it, it is published and kept."""
    published, told = _published(truth), _told(truth)
    for request in sorted(published.keys() | told.keys()):
        verdicts = {verdict for _, verdict in published[request]}
        if len(published[request]) != 1 or not told[request] <= verdicts:
            yield f"request {request}: admins were told {sorted(told[request])}, {sorted(published[request])} published"
    for item in _items(truth, "DECIDED#"):
        kept = (item["request_id"]["S"], item["verdict"]["S"])
        if kept[1] not in {verdict for _, verdict in published[kept[0]]}:
            yield f"request {kept[0]} is kept as {kept[1]}, which nobody has decided"


def a_decision_reaches_its_request(truth: Truth) -> Iterator[str]:
    """Every decision that was published is known where the request waits."""
    kept = {item["request_id"]["S"] for item in _items(truth, "DECIDED#")}
    for event in truth.events(DECIDED):
        if event["detail"]["request_id"] not in kept:
            yield f"the decision about {event['detail']['request_id']} is not known to Properties"


def nobody_waits_for_a_person_for_ever(truth: Truth) -> Iterator[str]:
    """A review that nobody decides ends in a decline that says so; then nothing waits for it, on no list."""
    for item in _items(truth, "REVIEW#"):
        yield f"{item['pk']['S']} {item['sk']['S']} still waits for a person"
    reviews = truth.get("/reviews", who="admin1").body
    if reviews:
        yield f"{[found['request_id'] for found in reviews]} are on the list of reviews, and nothing waits for them"


def _published(truth: Truth) -> dict[str, set[tuple[str, str]]]:
    """Return the decisions about each request: their ids and verdicts."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for event in truth.events(DECIDED):
        detail = event["detail"]
        found[detail["request_id"]].add((detail["metadata"]["event_id"], detail["verdict"]))
    return found


def _told(truth: Truth) -> dict[str, set[str]]:
    """Return the verdicts about each request that admins were told they have given."""
    found: dict[str, set[str]] = defaultdict(set)
    for done in truth.acknowledged:
        if verdict := _answer(done):
            found[done.body["request_id"]].add(verdict)
    return found


def _approved(truth: Truth) -> set[str]:
    found = (event["detail"] for event in truth.events(EVALUATED))
    return {detail["request_id"] for detail in found if detail["evaluation_result"] == "APPROVED"}


def _items(truth: Truth, kind: str) -> Iterator[dict[str, dict[str, str]]]:
    stored = truth.world.tables[STATUSES].items.items()
    return (item for (_, sk), item in stored if sk.startswith(kind))


def _verdict(event: dict[str, dict[str, str]]) -> str:
    return event["detail"]["verdict"]


def _answer(done: object) -> str | None:
    """Return the verdict that an admin was told, if an answer is about a decision."""
    body = getattr(done, "body", None) if getattr(done, "action", "") == "review" else None
    return body["verdict"] if body else None
