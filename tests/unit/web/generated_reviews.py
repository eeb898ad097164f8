"""Generated requests about reviews and appeals, pointed to listings that wait; and what was written, read back."""

from datetime import timedelta
from itertools import count
from typing import Any

from schemathesis import Case
from web_service import wiring
from web_service.domain.listings.listing import Listing

from tests.unit.web.api import ask
from tests.unit.web.fakes import FakeListings, a_listing, declined, reviewed
from unicorn_kernel.property_id import PARTS

_numbers = count(100_000)


def point_to_review(case: Case[Any], store: FakeListings) -> None:
    """Point a valid request to a new listing that waits for a person, or whose decline may be appealed."""
    if "{request_id}" in case.path:
        listing = _kept(store, reviewed(a_listing(str(next(_numbers))), at=wiring.now() - timedelta(minutes=1)))
        assert listing.request
        case.path_parameters["request_id"] = str(listing.request.request_id)
        if isinstance(case.body, dict) and case.body.get("verdict") == "DECLINED":
            case.body.setdefault("comment", "Name the street.")
    elif case.path.endswith("/appeal"):
        listing = _kept(store, declined(a_listing(str(next(_numbers)))))
        case.path_parameters |= dict(zip(PARTS, listing.property_id.split("/"), strict=True))


def check_review_kept(case: Case[Any], returned: Any) -> None:
    """Read the review that was decided as its agent does."""
    review = ask("GET", f"/properties/{returned['property_id']}/publication").body["review"]
    assert {name: review[name] for name in ("verdict", "comment", "decided_at")} == {
        name: returned[name] for name in ("verdict", "comment", "decided_at")
    }


def _kept(store: FakeListings, listing: Listing) -> Listing:
    store.stored[listing.property_id] = listing
    return listing
