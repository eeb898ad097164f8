"""The whole story, which every client tells with what was generated for it and nothing else.

A client gets the addresses, a token and a house number on standard input, and prints each step once it holds.
"""

import json
from http import HTTPStatus
from uuid import uuid4

from tests.clients.work import Failed, Json, Work
from tests.templates import PROJECT
from unicorn_cli.stages.access import Access

PHOTO = PROJECT / "benchmarks" / "events" / "house.jpg"
AGENT = "agent1"
STEPS = (
    "an agent is refused what admins do",
    "the agent drafts a contract",
    "the same key gets the same contract",
    "the agent drafts a listing",
    "the agent changes it by its ETag",
    "a change by an older ETag is refused",
    "the agent uploads a photo",
    "the photo becomes READY",
    "the agent describes the photo",
    "the agent asks for publication",
    "a customer does not find it yet",
    "the agent approves the contract",
    "the listing becomes APPROVED",
    "a customer finds it by search",
    "a customer reads its details",
    "what has not changed is not sent again",
    "a customer sees the photo",
    "the agent takes the listing down",
    "a customer finds it no more",
    "the agent cancels the contract",
)


def tell(work: Work, *command: object) -> None:
    """Let a client tell the story on the running system. Raises Failed unless all of it holds."""
    assert work.access
    number = str(uuid4().int % 10**12)
    told = work.run(*command, given=json.dumps(given(work.access, number))).splitlines()
    if told != list(STEPS):
        missing = [step for step in STEPS if step not in told]
        raise Failed(f"told another story; missing: {missing}; told: {told}")
    _see_the_end(work.access, f"usa/clientville/example-street/{number}")


def given(access: Access, number: str) -> Json:
    """Return what a client gets: the sign-in is not an API's, so the token is among it."""
    return {
        "contracts": access.outputs["ContractsApiUrl"],
        "web": access.outputs["WebApiUrl"],
        "token": access.token(AGENT),
        "number": number,
        "photo": str(PHOTO),
    }


def _see_the_end(access: Access, house: str) -> None:
    """See with a client of our own what the story has left."""
    with access.contracts(AGENT) as contracts, access.web() as customer:
        found = [one["contract_status"] for one in contracts.get("/contracts", property_id=house)]
        if found != ["CANCELLED"]:
            raise Failed(f"{house}: the contracts are {found}")
        customer.get(f"/properties/{house}", expect=HTTPStatus.NOT_FOUND)
