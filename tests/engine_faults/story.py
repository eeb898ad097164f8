"""One listing's story by the APIs, of a client that repeats what was not answered, and what was acknowledged to it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from random import randbytes
from typing import Any
from uuid import uuid4

import httpx
from PIL import Image

from demo.listings import own_listing, path_of, publication
from tests.engine_faults.lives import Life
from unicorn_cli.stages.api import UnexpectedStatus
from unicorn_cli.terminal.waiting import eventually

REPEATED_FOR = 120.0  # seconds for an API to answer
DECIDED_WITHIN = 1200.0  # seconds for a status; a queue delivers again after up to 360
PATIENCE = 400.0  # seconds after which an agent withdraws a request that nobody decides, and asks anew
PAUSE, LOOK_EVERY = 0.5, 5.0  # seconds
COMES_BACK = HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.TOO_MANY_REQUESTS


class Gone(Exception):
    """Raised when the engine's life is over."""


class Stuck(Exception):
    """Raised when something has no end in time."""


@dataclass(slots=True)
class Story:
    """A listing that is published and, if its contract is `cancelled`, revoked."""

    cancelled: bool
    again: int = 0  # how often it began anew, with another address
    asked_anew: int = 0
    repeated: int = 0  # requests
    contract_id: str = ""
    contract: str = ""  # the last status of the contract that was acknowledged
    wished: str = ""  # one that was asked for, and perhaps not answered
    is_drafted: bool = False
    request_id: str = ""
    seen: str = ""  # the status of the publication that it waited for
    number: str = ""

    def begin(self) -> None:
        """Begin with an address of its own, and nothing acknowledged."""
        self.contract_id = self.contract = self.wished = self.request_id = self.seen = ""
        self.is_drafted, self.number = False, uuid4().hex[:12]

    @property
    def property_id(self) -> str:
        return f"usa/faultville/crash-street/{self.number}"

    def live(self, life: Life) -> None:
        """Live it to its end. Raises Gone, or Stuck."""
        address = {"country": "USA", "city": "Faultville", "street": "Crash Street", "number": self.number}
        draft = {"property_id": self.property_id, "address": address, "seller_name": "Ada"}
        listing = {
            "address": address,
            "description": "A lovely house with a garden.",
            "contract": "sale",
            "listprice": 199.99,
            "currency": "USD",
        }
        key = uuid4().hex
        self.contract_id = self._asked(life, lambda: life.contracts.post("/contracts", draft, key=key))["contract_id"]
        self.contract = "DRAFT"
        self._asked(life, lambda: life.web.post("/properties", listing, key=key))
        self.is_drafted = True
        self._add_photo(life)
        self._request(life)
        self._move(life, "APPROVED")
        self._see(life, "APPROVED")
        if self.cancelled:
            self._move(life, "CANCELLED")
            self._see(life, "WITHDRAWN")

    def missing(self, life: Life) -> Iterator[str]:
        """Yield each acknowledged fact that the APIs no longer show."""
        if self.contract_id:
            found = self._asked(life, lambda: _or_none(lambda: life.contracts.get(f"/contracts/{self.contract_id}")))
            if found is None or found["contract_status"] not in {self.contract, self.wished}:
                yield f"{self.property_id}: its contract was {self.contract}, is {found}"
        if self.is_drafted and self._asked(life, lambda: own_listing(life.web, self.property_id)) is None:
            yield f"{self.property_id}: the listing was acknowledged"
        elif self.request_id:
            yield from self._missing_publication(life)

    def _missing_publication(self, life: Life) -> Iterator[str]:
        found = self._asked(life, lambda: publication(life.web, self.property_id))
        if found.get("request_id") != self.request_id:
            yield f"{self.property_id}: its request was {self.request_id}, is {found}"
        if self.seen and found["status"] not in {self.seen, "WITHDRAWN" if self.wished == "CANCELLED" else self.seen}:
            yield f"{self.property_id}: was {self.seen}, is {found}"
        public = self._asked(life, lambda: _or_none(lambda: life.customer.get(path_of(self.property_id))))
        if (public is not None) is not (found["status"] == "APPROVED"):
            yield f"{self.property_id}: is {found['status']}, and customers see {public}"

    @property
    def facts(self) -> int:
        """How much was acknowledged."""
        moves = {"": 0, "DRAFT": 1, "APPROVED": 2, "CANCELLED": 3}[self.contract]
        return moves + self.is_drafted + bool(self.request_id) + bool(self.seen)

    def _add_photo(self, life: Life) -> None:
        """Add a photo, without which nothing is approved, and wait until it is ready."""
        key, photo = uuid4().hex, _photo()
        wanted = {"filename": "home.jpg", "content_type": "image/jpeg", "size": len(photo)}
        path = f"{path_of(self.property_id)}/images"
        ticket = self._asked(life, lambda: life.web.post(path, wanted, key=key))
        self._asked(life, lambda: life.web.upload(ticket, "home.jpg", photo, "image/jpeg"))

        def ready() -> bool:
            found = self._asked(life, lambda: own_listing(life.web, self.property_id)) or {"images": ()}
            return any(image["status"] == "READY" for image in found["images"])

        if not eventually(ready, seconds=DECIDED_WITHIN, every=LOOK_EVERY):
            raise Stuck(f"the photo of {self.property_id} is not ready")

    def _request(self, life: Life) -> None:
        key, asked = uuid4().hex, {"property_id": self.property_id}
        answer = self._asked(life, lambda: life.web.post("/request_approval", asked, expect=202, key=key))
        self.request_id = answer["request_id"]

    def _move(self, life: Life, status: str) -> None:
        self.wished = status
        wish = {"property_id": self.property_id, "contract_status": status}
        self.contract = self._asked(life, lambda: life.contracts.put("/contracts", wish))["contract_status"]

    def _see(self, life: Life, status: str) -> None:
        since = time.monotonic()

        def reached() -> bool:
            nonlocal since
            found = self._asked(life, lambda: publication(life.web, self.property_id))["status"]
            is_stuck = found == "PENDING" and time.monotonic() - since > PATIENCE
            if is_stuck or found == "DECLINED":  # the contract's event was later than an evaluation waits for it
                self._ask_anew(life, withdraw=is_stuck)
                since = time.monotonic()
            return bool(found == status)

        if not eventually(reached, seconds=DECIDED_WITHIN, every=LOOK_EVERY):
            raise Stuck(f"{self.property_id} is not {status}")
        self.seen = status

    def _ask_anew(self, life: Life, *, withdraw: bool) -> None:
        """Ask again; a task whose worker died before it began to wait is forgotten by the engine: that is withdrawn."""
        if withdraw:
            self._asked(life, lambda: _or_none(lambda: life.web.delete(path_of(self.property_id))))
        self.asked_anew += 1
        self._request(life)

    def _asked[Answer](self, life: Life, call: Callable[[], Answer]) -> Answer:
        """Call until there is an answer."""
        until, last = time.monotonic() + REPEATED_FOR, ""
        while time.monotonic() < until and not life.over.is_set():
            try:
                with life.turn():
                    return call()
            except UnexpectedStatus as other:
                if other.response.status_code not in COMES_BACK and not other.response.is_server_error:
                    raise
                last = str(other)
            except httpx.TransportError as error:
                last = repr(error)
            self.repeated += 1
            life.over.wait(PAUSE)
        if life.over.is_set():
            raise Gone
        raise Stuck(f"{self.property_id}: no answer ({last})")


def _photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (800, 600), tuple(randbytes(3))).save(written, "JPEG")
    return written.getvalue()


def _or_none(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except UnexpectedStatus as other:
        if other.response.status_code == HTTPStatus.NOT_FOUND:
            return None
        raise
