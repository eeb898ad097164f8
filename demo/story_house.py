"""The story's house: one address for every story, and how what a story published is taken down again."""

from http import HTTPStatus

from demo.catalogue import Address
from demo.listings import every, own_listing, path_of
from unicorn_cli.stages.api import Api, UnexpectedStatus

ADDRESS = Address(country="USA", city="Storyville", street="Happy End Lane", number="1")
IN_ITS_STREET = "/search/usa/storyville/happy-end-lane?limit=100"
ACTIVE = {"DRAFT", "APPROVED"}  # the statuses of a contract that has not ended


def left_over(customer: Api) -> list[str]:
    """Return the story's house, and houses of earlier releases' stories, which had a number of their own each."""
    return sorted({ADDRESS.property_id, *(home["property_id"] for home in every(customer, IN_ITS_STREET))})


def take_down(property_id: str, *, contracts: Api, web: Api) -> None:
    """Withdraw a listing, remove its photos, and cancel its contract, as far as there are any."""
    if listing := own_listing(web, property_id):
        _withdraw(web, property_id, image_ids=[image["image_id"] for image in listing["images"]])
    for contract in contracts.get("/contracts", property_id=property_id):
        if contract["contract_status"] in ACTIVE:
            contracts.put("/contracts", {"property_id": property_id, "contract_status": "CANCELLED"})


def _withdraw(web: Api, property_id: str, *, image_ids: list[str]) -> None:
    """Withdraw a listing and remove its photos; a draft that never asked for publication goes with its photos."""
    try:
        web.delete(path_of(property_id), expect=HTTPStatus.NO_CONTENT)
    except UnexpectedStatus as error:
        if error.response.status_code != HTTPStatus.OK:
            raise
        for image_id in image_ids:
            web.delete(f"{path_of(property_id)}/images/{image_id}")
