"""What customers may rely on: what is public, what is shown of it, and that its histories are true."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from web_service.domain.images.keys import MASTER, PRIVATE, PUBLISHED, WIDTHS, master_key, width_file

from tests.simulator.truth import STATUSES, Truth


def no_listing_is_public_without_an_approved_contract(truth: Truth) -> Iterator[str]:
    """No listing is public without an approved contract for its address."""
    for property_id, shown in truth.public.items():
        contract = truth.active.get(property_id)
        if not truth.is_approved(property_id):
            yield f"{property_id} is public, and its contract is {contract.status if contract else 'ended or none'}"
        elif contract and contract.address.number != shown["number"]:
            yield f"{property_id} is public, and its contract is about another address"


def what_is_shown_passed_its_evaluation(truth: Truth) -> Iterator[str]:
    """Every public listing shows exactly what was asked to be evaluated, and that evaluation was passed."""
    asked = {event["detail"]["request_id"]: event["detail"] for event in truth.events("PublicationApprovalRequested")}
    passed = {
        event["detail"]["request_id"]
        for event in truth.events("PublicationEvaluationCompleted")
        if event["detail"]["evaluation_result"] == "APPROVED"
    }
    for property_id, shown in truth.public.items():
        listing = truth.listings.get(property_id)
        request = str(listing.public_version.request_id) if listing and listing.public_version else None
        if request not in passed or request not in asked:
            yield f"{property_id} is public for request {request}, which has passed no evaluation"
        elif _content(shown, property_id) != _evaluated(asked[request]):
            yield f"{property_id} shows {_content(shown, property_id)}, and {_evaluated(asked[request])} was evaluated"


def no_ghost_is_left(truth: Truth) -> Iterator[str]:
    """Nothing is shown of what is not public; no waiter of an ended execution outlives the draft of its contract."""
    public = {listing.property_id for listing in truth.listings.values() if listing.public_version}
    if set(truth.public) != public:
        yield f"{sorted(truth.public)} can be read, and {sorted(public)} are public"
    for item in truth.world.tables[STATUSES].items.values():
        is_waiter = item["sk"]["S"].startswith(("WAITER#", "REVIEW#"))
        contract = truth.active.get(item["property_id"]["S"]) if is_waiter else None
        if contract and contract.status == "DRAFT":  # the next status of the contract drops it
            continue
        if is_waiter and item["task_token"]["S"] not in truth.world.machines.waiting:
            yield f"{item['sk']['S']} waits with a token that nobody takes"


def read_models_equal_the_truth(truth: Truth) -> Iterator[str]:
    """Searches and the map find exactly the public listings, and the counts of places equal them."""
    public = sorted(listing.property_id for listing in truth.listings.values() if listing.public_version)
    if truth.found != public:
        yield f"a search finds {truth.found}, and {public} are public"
    located = {property_id: shown["location"] for property_id, shown in truth.public.items() if shown["location"]}
    if truth.on_map != located:
        yield f"the map shows {truth.on_map}, and {located} are public"
    counted = truth.cities.get("anytown", 0)
    if counted != len(public):
        yield f"{counted} listings are counted in the city, and {len(public)} are public"


def photos_are_public_while_an_approved_version_shows_them(truth: Truth) -> Iterator[str]:
    """The public reads the photos of what approved versions show, in every width, and no other file."""
    shown = {
        f"{PUBLISHED}{property_id}/{image['image_id']}/{width_file(width)}"
        for property_id, found in truth.public.items()
        for image in found["images"]
        for width in WIDTHS
    }
    public = truth.files(PUBLISHED)
    if shown - public:
        yield f"{sorted(shown - public)} are shown, and nobody can read them"
    if public - shown:
        yield f"{sorted(public - shown)} can be read, and no approved version shows them"


def no_file_is_left(truth: Truth) -> Iterator[str]:
    """Every file of a photo belongs to an image of a listing, or to an approved version that shows it."""
    kept = {
        f"{listing.property_id}/{image.image_id}"
        for listing in truth.listings.values()
        for image in listing.images
        if image.info
    } | {
        f"{property_id}/{image['image_id']}" for property_id, found in truth.public.items() for image in found["images"]
    }
    left = {key for key in truth.files(PRIVATE) if key.removeprefix(PRIVATE).rpartition("/")[0] not in kept}
    if left:
        yield f"{sorted(left)} belong to no photo"
    if masters := {key for key in truth.files(PUBLISHED) if key.endswith(MASTER)}:
        yield f"{sorted(masters)} are originals"


def one_evaluation_is_effective(truth: Truth) -> Iterator[str]:
    """A request is decided at most once, however often it is evaluated."""
    decided: Counter[str] = Counter()
    for record in truth.world.changes:
        before, after = record["dynamodb"].get("OldImage"), record["dynamodb"].get("NewImage")
        if before and after and after["sk"]["S"] == "LISTING" and _status(before) == "PENDING":
            request = before["request"]["M"]["request_id"]["S"]
            decided[request] += _status(after) in {"APPROVED", "DECLINED"}
    for request, times in decided.items():
        if times > 1:
            yield f"request {request} was decided {times} times"


def histories_are_in_order(truth: Truth) -> Iterator[str]:
    """The entries of a listing's histories are never earlier than those before them."""
    for listing in truth.listings.values():
        for before, after in pairwise(listing.status_history):
            if after.at < before.at:
                yield f"{listing.property_id} became {after.status} before it became {before.status}"


def _content(shown: dict[str, Any], property_id: str) -> tuple[Any, ...]:
    images = [master_key(property_id, image["image_id"]) for image in shown["images"]]
    return shown["description"], float(shown["listprice"]), shown["contract"], images


def _evaluated(asked: dict[str, Any]) -> tuple[Any, ...]:
    return asked["description"], float(asked["listprice"]), asked["contract"], asked["images"]


def _status(image: dict[str, Any]) -> str:
    return str(image["listing_status"]["S"])
