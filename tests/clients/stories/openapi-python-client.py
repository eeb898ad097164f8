"""The story, told with what openapi-python-client makes: a function for each operation, a class for each schema."""

import json
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

import httpx
from contracts_client import AuthenticatedClient as ContractsAgent
from contracts_client.api.default import draft_contract, move_contract
from contracts_client.models import Address, ContractAnswer, ContractStatus, DraftContract, MoveContract
from web_client import AuthenticatedClient as WebAgent
from web_client import Client as WebCustomer
from web_client.api.agents import (
    arrange_images,
    change_listing,
    draft_listing,
    expect_image,
    list_listings,
    read_own_listing,
    read_publication,
    rename_country,
    request_approval,
    withdraw_listing,
)
from web_client.api.customers import read_listing, search_street
from web_client.models import Address as ListingAddress
from web_client.models import (
    ApprovalRequest,
    Card,
    ChangeListing,
    Details,
    DraftListing,
    ImagePlace,
    ImageStatus,
    ImageUpload,
    ImageUploadContentTypeType0,
    Listing,
    ListingStatus,
    LocalityName,
    OfferKind,
    Problem,
    Publication,
    Ticket,
)

SECONDS = 120
TIMEOUT = httpx.Timeout(60)


class Answer(Protocol):
    """What the generated functions return, of either API."""

    status_code: HTTPStatus
    content: bytes

    @property
    def parsed(self) -> object: ...


def got[T](kind: type[T], answer: Answer, status: HTTPStatus = HTTPStatus.OK) -> T:
    """Return what an answer contains; end if it is another."""
    if answer.status_code != status or not isinstance(answer.parsed, kind):
        sys.exit(f"{kind.__name__} expected, {answer.status_code} came: {answer.content!r}")
    return answer.parsed


def told(step: str, *, holds: bool) -> None:
    if not holds:
        sys.exit(f"not so: {step}")
    print(step, flush=True)


def becomes(holds: Callable[[], bool]) -> bool:
    """Look again until something holds, or it is too late."""
    end = time.monotonic() + SECONDS
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.5)
    return held


given = json.load(sys.stdin)
number = given["number"]
contracts = ContractsAgent(base_url=given["contracts"], token=given["token"], timeout=TIMEOUT)
agent = WebAgent(base_url=given["web"], token=given["token"], timeout=TIMEOUT)
customer = WebCustomer(base_url=given["web"], timeout=TIMEOUT)

renamed = rename_country.sync_detailed("usa", client=agent, body=LocalityName(name="Usa"))
refusal = got(Problem, renamed, HTTPStatus.FORBIDDEN)
told("an agent is refused what admins do", holds=refusal.status == HTTPStatus.FORBIDDEN)

draft = DraftContract(
    address=Address(country="USA", city="Clientville", street="Example Street", number=number),
    seller_name="Ada Seller",
)
key = f"contract-{number}"
sent = draft_contract.sync_detailed(client=contracts, body=draft, idempotency_key=key)
contract = got(ContractAnswer, sent, HTTPStatus.CREATED)
told("the agent drafts a contract", holds=contract.contract_status is ContractStatus.DRAFT)
again = draft_contract.sync_detailed(client=contracts, body=draft, idempotency_key=key)
told(
    "the same key gets the same contract",
    holds=got(ContractAnswer, again, HTTPStatus.CREATED).contract_id == contract.contract_id,
)

drafted = draft_listing.sync_detailed(
    client=agent,
    body=DraftListing(
        address=ListingAddress(country="USA", city="Clientville", street="Example Street", number=number),
        description="A sunny and friendly house with a lovely garden, close to the park and the school.",
        contract=OfferKind.SALE,
        listprice=250000,
        currency="USD",
    ),
)
listing = got(Listing, drafted, HTTPStatus.CREATED)
told("the agent drafts a listing", holds=listing.status is ListingStatus.DRAFT)
house = listing.property_id
country, city, street, number = house.split("/")

version = read_own_listing.sync_detailed(country, city, street, number, client=agent).headers["etag"]
rooms = ChangeListing(bedrooms=3, headline="Three rooms and a garden")
changed = change_listing.sync_detailed(country, city, street, number, client=agent, body=rooms, if_match=version)
told("the agent changes it by its ETag", holds=got(Listing, changed).bedrooms == 3)
late = change_listing.sync_detailed(country, city, street, number, client=agent, body=rooms, if_match=version)
told(
    "a change by an older ETag is refused",
    holds=bool(got(Problem, late, HTTPStatus.PRECONDITION_FAILED).detail),
)

photo = Path(given["photo"]).read_bytes()
upload = ImageUpload("front.jpg", ImageUploadContentTypeType0.IMAGEJPEG, len(photo))
expected = expect_image.sync_detailed(country, city, street, number, client=agent, body=upload)
ticket = got(Ticket, expected, HTTPStatus.CREATED)
file = {"file": ("front.jpg", photo, "image/jpeg")}
stored = httpx.post(ticket.url, data=ticket.fields.to_dict(), files=file, timeout=TIMEOUT)
told("the agent uploads a photo", holds=stored.is_success)


def is_ready() -> bool:
    [own] = got(list, list_listings.sync_detailed(client=agent, property_id=house))
    return isinstance(own, Listing) and own.images[0].status is ImageStatus.READY


told("the photo becomes READY", holds=becomes(is_ready))
described = ImagePlace(image_id=ticket.image_id, alt_text="The house")
arranged = arrange_images.sync_detailed(country, city, street, number, client=agent, body=[described])
told("the agent describes the photo", holds=got(Listing, arranged).images[0].alt_text == "The house")

asked = request_approval.sync_detailed(client=agent, body=ApprovalRequest(property_id=house))
told("the agent asks for publication", holds=got(Publication, asked, HTTPStatus.ACCEPTED).request_id is not None)
hidden = read_listing.sync_detailed(country, city, street, number, client=customer)
told("a customer does not find it yet", holds=got(Problem, hidden, HTTPStatus.NOT_FOUND).status == HTTPStatus.NOT_FOUND)


def moved(status: ContractStatus) -> bool:
    wanted = MoveContract(property_id=house, contract_status=status)
    return got(ContractAnswer, move_contract.sync_detailed(client=contracts, body=wanted)).contract_status is status


told("the agent approves the contract", holds=moved(ContractStatus.APPROVED))


def is_approved() -> bool:
    publication = read_publication.sync_detailed(country, city, street, number, client=agent)
    return got(Publication, publication).status is ListingStatus.APPROVED


told("the listing becomes APPROVED", holds=becomes(is_approved))
cards = got(list, search_street.sync_detailed(country, city, street, client=customer, limit=100))
told("a customer finds it by search", holds=any(isinstance(one, Card) and one.property_id == house for one in cards))
read = read_listing.sync_detailed(country, city, street, number, client=customer)
details = got(Details, read)
told("a customer reads its details", holds=(details.listprice, details.bedrooms) == (250000, 3))
tag = read.headers["etag"]
same = read_listing.sync_detailed(country, city, street, number, client=customer, if_none_match=tag)
told("what has not changed is not sent again", holds=same.status_code == HTTPStatus.NOT_MODIFIED)
address = details.images[0].urls.field_320
told("a customer sees the photo", holds=becomes(lambda: httpx.get(address, follow_redirects=True).is_success))

withdrawn = withdraw_listing.sync_detailed(country, city, street, number, client=agent)
told("the agent takes the listing down", holds=got(Listing, withdrawn).status is ListingStatus.WITHDRAWN)


def is_gone() -> bool:
    found = read_listing.sync_detailed(country, city, street, number, client=customer)
    return found.status_code == HTTPStatus.NOT_FOUND


told("a customer finds it no more", holds=becomes(is_gone))
told("the agent cancels the contract", holds=moved(ContractStatus.CANCELLED))
