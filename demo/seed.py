"""Create the twelve demo listings over the public APIs."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from demo.catalogue import HOUSES, House
from demo.drawings.draw import draw
from demo.listings import (
    NotReached,
    own_listing,
    path_of,
    publication,
    upload_image,
    wait_for_images,
    wait_for_status,
)
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.api import Api, UnexpectedStatus
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Steps


def seed(access: Access, steps: Steps, houses: tuple[House, ...] = HOUSES) -> None:
    """Create every listing that is missing. Raises Problem if one cannot be created.

    One after the other: in parallel, each would pay for cold starts of its own.
    """
    with steps.step("Create the listings", len(houses)) as step:
        for house in houses:
            try:
                _Creation(access, house).run()
            except (UnexpectedStatus, NotReached) as error:
                fix = "Check `unicorn status`, then run `unicorn seed` again"
                raise Problem(f"A listing was not created: {error}", fix) from error
            step.advance(house.address.property_id)


class _Creation:
    """The steps from nothing to the status that the catalogue names; steps done before are skipped."""

    def __init__(self, access: Access, house: House) -> None:
        self._access, self._house, self._id = access, house, house.address.property_id

    def run(self) -> None:
        with self._access.contracts(self._house.agent) as contracts, self._access.web(self._house.agent) as web:
            _unless_there(web, "POST", "/properties", self._house.listing(), HTTPStatus.CREATED)
            listing = own_listing(web, self._id) or {}
            if not listing.get("images"):
                self._draft_contract(contracts)
                self._upload_pictures(web)
            if publication(web, self._id)["status"] != self._house.ends:
                self._publish(contracts, web)

    def _upload_pictures(self, web: Api) -> None:
        """Upload the drawings in their order, each with its description."""
        images = [
            {
                "image_id": upload_image(
                    web, self._id, f"{image.style.form}-{image.style.hour}.jpg", draw(image.style)
                ),
                "alt_text": image.alt_text,
                "caption": image.caption,
            }
            for image in self._house.images
        ]
        wait_for_images(web, self._id, [str(image["image_id"]) for image in images])
        web.put(f"{path_of(self._id)}/images", images)

    def _draft_contract(self, contracts: Api) -> None:
        house = self._house
        draft = {"property_id": self._id, "address": house.address.body(), "seller_name": house.seller}
        last_day = datetime.now(UTC).date().isoformat() if house.lapses else house.expires_on
        if last_day:
            draft["expires_on"] = last_day
        _unless_there(contracts, "POST", "/contracts", draft, HTTPStatus.CREATED)

    def _publish(self, contracts: Api, web: Api) -> None:
        if self._house.published:
            _unless_there(web, "POST", "/request_approval", {"property_id": self._id}, HTTPStatus.ACCEPTED)
        for status, listing_becomes in self._house.moves:
            if status:
                contracts.put("/contracts", {"property_id": self._id, "contract_status": status})
            wait_for_status(web, self._id, listing_becomes)


def _unless_there(api: Api, method: str, path: str, body: Any, expect: int) -> None:
    """Send a request that may have succeeded before: 409 counts as success."""
    try:
        api.call(method, path, expect=expect, body=body)
    except UnexpectedStatus as error:
        if error.response.status_code != HTTPStatus.CONFLICT:
            raise
