"""The story, told with what OpenAPI Generator makes: a class for each tag, whose methods raise for a problem."""

import json
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
from contracts_client import Address, ContractStatus, DraftContract, MoveContract, Number
from contracts_client import ApiClient as ContractsClient
from contracts_client import Configuration as ContractsConfiguration
from contracts_client import DefaultApi as Contracts
from web_client import Address as ListingAddress
from web_client import (
    AgentsApi,
    ApiClient,
    ApiException,
    ApprovalRequest,
    ChangeListing,
    Configuration,
    ContentType,
    CustomersApi,
    DraftListing,
    ImagePlace,
    ImagePlace1,
    ImageStatus,
    ImageUpload,
    ListingStatus,
    LocalityName,
    OfferKind,
    Problem,
)
from web_client import Number as HouseNumber

SECONDS = 120


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


def refused(call: Callable[[], Any]) -> ApiException | None:
    """Return what a call of the Web API is refused with."""
    try:
        call()
    except ApiException as error:
        return error
    return None


def says(error: ApiException | None, status: HTTPStatus) -> bool:
    """Return whether an error is the problem that the description has for a status."""
    return error is not None and isinstance(error.data, Problem) and error.data.status == error.status == status


given = json.load(sys.stdin)
number = given["number"]
signed_in = ContractsConfiguration(host=given["contracts"], access_token=given["token"])
contracts = Contracts(ContractsClient(signed_in))
agent = AgentsApi(ApiClient(Configuration(host=given["web"], access_token=given["token"])))
customer = CustomersApi(ApiClient(Configuration(host=given["web"])))

renamed = refused(lambda: agent.rename_country("usa", LocalityName(name="Usa")))
told("an agent is refused what admins do", holds=says(renamed, HTTPStatus.FORBIDDEN))

draft = DraftContract(
    address=Address(country="USA", city="Clientville", street="Example Street", number=Number(number)),
    seller_name="Ada Seller",
)
key = f"contract-{number}"
contract = contracts.draft_contract(draft, idempotency_key=key)
told("the agent drafts a contract", holds=contract.contract_status is ContractStatus.DRAFT)
again = contracts.draft_contract(draft, idempotency_key=key)
told("the same key gets the same contract", holds=again.contract_id == contract.contract_id)

listing = agent.draft_listing(
    DraftListing(
        address=ListingAddress(country="USA", city="Clientville", street="Example Street", number=HouseNumber(number)),
        description="A sunny and friendly house with a lovely garden, close to the park and the school.",
        contract=OfferKind.SALE,
        listprice=250000,
        currency="USD",
    )
)
told("the agent drafts a listing", holds=listing.status is ListingStatus.DRAFT)
house = listing.property_id
country, city, street, number = house.split("/")

version = (agent.read_own_listing_with_http_info(country, city, street, number).headers or {})["ETag"]
rooms = ChangeListing(bedrooms=3, headline="Three rooms and a garden")
changed = agent.change_listing(country, city, street, number, version, rooms)
told("the agent changes it by its ETag", holds=changed.bedrooms == 3)
late = refused(lambda: agent.change_listing(country, city, street, number, version, rooms))
told("a change by an older ETag is refused", holds=says(late, HTTPStatus.PRECONDITION_FAILED))

photo = Path(given["photo"]).read_bytes()
upload = ImageUpload(filename="front.jpg", content_type=ContentType("image/jpeg"), size=len(photo))
ticket = agent.expect_image(country, city, street, number, upload)
file = {"file": ("front.jpg", photo, "image/jpeg")}
stored = httpx.post(ticket.url, data=ticket.fields, files=file, timeout=60)
told("the agent uploads a photo", holds=stored.is_success)


def is_ready() -> bool:
    [own] = agent.list_listings(property_id=house)
    return own.images[0].status is ImageStatus.READY


told("the photo becomes READY", holds=becomes(is_ready))
described = ImagePlace(ImagePlace1(image_id=ticket.image_id, alt_text="The house"))
arranged = agent.arrange_images(country, city, street, number, [described])
told("the agent describes the photo", holds=arranged.images[0].alt_text == "The house")

asked = agent.request_approval(ApprovalRequest(property_id=house))
told("the agent asks for publication", holds=asked.request_id is not None)
hidden = refused(lambda: customer.read_listing(country, city, street, number))
told("a customer does not find it yet", holds=says(hidden, HTTPStatus.NOT_FOUND))


def moved(status: ContractStatus) -> bool:
    wanted = MoveContract(property_id=house, contract_status=status)
    return contracts.move_contract(wanted).contract_status is status


told("the agent approves the contract", holds=moved(ContractStatus.APPROVED))


def is_approved() -> bool:
    return agent.read_publication(country, city, street, number).status is ListingStatus.APPROVED


told("the listing becomes APPROVED", holds=becomes(is_approved))
cards = customer.search_street(country, city, street, limit=100)
told("a customer finds it by search", holds=house in [card.property_id for card in cards])
read = customer.read_listing_with_http_info(country, city, street, number)
details = read.data
told("a customer reads its details", holds=(details.listprice, details.bedrooms) == (250000, 3))
tag = (read.headers or {})["ETag"]
same = refused(lambda: customer.read_listing(country, city, street, number, if_none_match=tag))
told("what has not changed is not sent again", holds=same is not None and same.status == HTTPStatus.NOT_MODIFIED)
address = details.images[0].urls.var_320
told("a customer sees the photo", holds=becomes(lambda: httpx.get(address, follow_redirects=True).is_success))

withdrawn = agent.withdraw_listing(country, city, street, number)
told("the agent takes the listing down", holds=withdrawn.status is ListingStatus.WITHDRAWN)


def is_gone() -> bool:
    return says(refused(lambda: customer.read_listing(country, city, street, number)), HTTPStatus.NOT_FOUND)


told("a customer finds it no more", holds=becomes(is_gone))
told("the agent cancels the contract", holds=moved(ContractStatus.CANCELLED))
