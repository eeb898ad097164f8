"""The whole business once over HTTP: an agent drafts, publishes and takes down a house, and a customer looks for it."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from demo.catalogue import HOUSES
from demo.drawings.draw import draw
from demo.drawings.style import Hour
from demo.listings import (
    NotReached,
    download_soon,
    find,
    path_of,
    upload_image,
    wait_for_images,
    wait_for_status,
    wait_until_gone,
)
from demo.story_house import ADDRESS, IN_ITS_STREET, left_over, take_down
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api, UnexpectedStatus
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps

AGENT = "agent1"
HOUSE = HOUSES[0]


class StepFailed(Exception):
    """Raised when a step of the story has another result than expected."""


@dataclass
class Story:
    """The APIs, and the results of earlier steps. Every story has the same house, and takes it down at its end."""

    contracts: Api
    web: Api
    customer: Api
    images: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def property_id(self) -> str:
        return ADDRESS.property_id

    def is_found(self) -> bool:
        """Return whether a customer finds the listing in a search of its street, on any page."""
        return bool(find(self.customer, IN_ITS_STREET, self.property_id))


def clear(story: Story) -> None:
    for property_id in left_over(story.customer):
        take_down(property_id, contracts=story.contracts, web=story.web)


def draft_contract(story: Story) -> None:
    draft = {"property_id": story.property_id, "address": ADDRESS.body(), "seller_name": HOUSE.seller}
    _expect(story.contracts.post("/contracts", draft)["contract_status"], "DRAFT")


def draft_listing(story: Story) -> None:
    """Draft the listing, or take up the one that an earlier story has withdrawn."""
    wanted = replace(HOUSE, address=ADDRESS).listing()
    try:
        _expect(story.web.post("/properties", wanted)["status"], "DRAFT")
    except UnexpectedStatus as error:
        if error.response.status_code != HTTPStatus.CONFLICT:
            raise
        del wanted["address"]
        _expect(story.web.patch(path_of(story.property_id), wanted)["status"], "WITHDRAWN")


def upload_images(story: Story) -> None:
    for hour in (Hour.DAY, Hour.DUSK):
        drawing = draw(replace(HOUSE.style, hour=hour))
        story.images.append(upload_image(story.web, story.property_id, f"{hour}.jpg", drawing))


def wait_until_ready(story: Story) -> None:
    wait_for_images(story.web, story.property_id, story.images)


def ask_for_publication(story: Story) -> None:
    asked = {"property_id": story.property_id}
    if not story.web.post("/request_approval", asked, expect=HTTPStatus.ACCEPTED).get("request_id"):
        raise StepFailed("the answer has no request_id")


def see_it_pending(story: Story) -> None:
    wait_for_status(story.web, story.property_id, "PENDING")


def not_found_yet(story: Story) -> None:
    story.customer.get(path_of(story.property_id), expect=HTTPStatus.NOT_FOUND)
    if story.is_found():
        raise StepFailed("a customer's search shows a listing that nobody has approved")


def approve_contract(story: Story) -> None:
    wanted = {"property_id": story.property_id, "contract_status": "APPROVED"}
    _expect(story.contracts.put("/contracts", wanted)["contract_status"], "APPROVED")


def see_it_approved(story: Story) -> None:
    wait_for_status(story.web, story.property_id, "APPROVED")


def found_by_search(story: Story) -> None:
    if not story.is_found():
        raise StepFailed("a customer's search does not show the approved listing")


def read_details(story: Story) -> None:
    story.details = story.customer.get(path_of(story.property_id))
    _expect(story.details["description"], HOUSE.description)
    _expect([image["image_id"] for image in story.details["images"]], story.images)


def download_images(story: Story) -> None:
    addresses = [address for image in story.details["images"] for address in image["urls"].values()]
    if len(addresses) < len(story.images):
        raise StepFailed("an image has no address")
    for address in addresses:
        try:
            Image.open(BytesIO(download_soon(story.customer, address))).verify()
        except UnidentifiedImageError as error:
            raise StepFailed(f"{address} is not an image") from error


def take_it_down(story: Story) -> None:
    take_down(story.property_id, contracts=story.contracts, web=story.web)


def not_found_any_more(story: Story) -> None:
    wait_until_gone(story.customer, IN_ITS_STREET, story.property_id)
    story.customer.get(path_of(story.property_id), expect=HTTPStatus.NOT_FOUND)


STEPS: tuple[tuple[str, Callable[[Story], None]], ...] = (
    ("what an earlier story left is taken down", clear),
    ("the agent drafts a contract", draft_contract),
    ("the agent drafts a listing", draft_listing),
    ("the agent uploads two photos", upload_images),
    ("the photos become ready", wait_until_ready),
    ("the agent asks for publication", ask_for_publication),
    ("the request is PENDING", see_it_pending),
    ("a customer does not find it yet", not_found_yet),
    ("the agent approves the contract", approve_contract),
    ("the listing becomes APPROVED", see_it_approved),
    ("a customer finds it by search", found_by_search),
    ("the customer reads its details", read_details),
    ("every photo downloads as an image", download_images),
    ("the agent takes the listing down", take_it_down),
    ("a customer does not find it any more", not_found_any_more),
)


def run_story(access: Access, steps: Steps) -> None:
    """Run every step of the story. Raises Problem at the first step that fails."""
    with ExitStack() as stack, steps.step("The story", len(STEPS)) as step:
        contracts, web, customer = access.contracts(AGENT), access.web(AGENT), access.web()
        for api in (contracts, web, customer):
            stack.enter_context(api)
        story = Story(contracts, web, customer)
        for number, (title, run) in enumerate(STEPS, start=1):
            try:
                run(story)
            except (StepFailed, NotReached, UnexpectedStatus, KeyError) as error:
                why = f"Step {number}, {title}, failed: {error!s}".rstrip(".")
                raise Problem(
                    why, "Check `unicorn status` and the functions' logs, then run `unicorn story` again"
                ) from error
            step.tick(f"{number:2}. {title}")


def _expect(found: object, expected: object) -> None:
    if found != expected:
        raise StepFailed(f"found {found!r} instead of {expected!r}")
