"""Both REST APIs and the bucket in memory: just enough for one agent's story to hold, or to be broken at one call."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from unicorn_cli.stages.access import Access

CONTRACTS, WEB, BUCKET = "http://contracts.test", "http://web.test", "http://bucket.test"
type Answer = tuple[int, Any]


def a_small_image() -> bytes:
    target = BytesIO()
    Image.new("RGB", (4, 4)).save(target, "WEBP")
    return target.getvalue()


class Interrupted(BaseException):
    """Ends the story as Ctrl-C does."""


class FakeApis:
    """One listing and its contract. `broken` maps "METHOD /path" beginnings to the answer to give instead."""

    def __init__(self, broken: dict[str, Answer] | None = None) -> None:
        self.broken = broken or {}
        self.listing: dict[str, Any] = {}  # empty if there is none
        self.contract: dict[str, Any] = {}  # the newest one; empty if there is none
        self.tokens_seen: set[str | None] = set()
        self.calls = 0
        self.interrupted_after: int | None = None  # calls; the last one is done, and its answer is lost

    def access(self) -> Access:
        outputs = {"ContractsApiUrl": CONTRACTS, "WebApiUrl": WEB}
        return Access(outputs, lambda agent: f"token-of-{agent}", httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.calls += 1
        answer = self._answer(request)
        if self.calls == self.interrupted_after:
            raise Interrupted
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if str(request.url).startswith(BUCKET):
            self.tokens_seen.add(request.headers.get("Authorization"))
            wanted = self.broken.get(f"{request.method} bucket")
            return httpx.Response(wanted[0] if wanted else 200, content=wanted[1] if wanted else a_small_image())
        call = f"{request.method} {request.url.path}"
        wanted = next((self.broken[call_] for call_ in self.broken if call.startswith(call_)), None)
        status, body = wanted or self._answers(call)(json.loads(request.content or b"{}"))
        return httpx.Response(status, json=body)

    def _answers(self, call: str) -> Callable[[dict[str, Any]], Answer]:
        routes = {
            "POST /contracts": self._draft_contract,
            "PUT /contracts": self._move,
            "GET /contracts": lambda _: (200, [self.contract] if self.contract else []),
            "PUT /properties/": lambda _: (200, self.listing),
            "POST /properties/": self._ticket,
            "POST /properties": self._draft,
            "PATCH /properties/": self._change,
            "DELETE /properties/": self._remove_image(call) if "/images/" in call else self._withdraw,
            "POST /request_approval": self._request,
            "GET /search": lambda _: (200, [self.listing] if self._public else []),
            "GET /properties/": self._publication if call.endswith("/publication") else self._details,
            "GET /properties": lambda _: (200, [self.listing] if self.listing else []),
        }
        return next(routes[route] for route in routes if call.startswith(route))

    @property
    def _public(self) -> bool:
        return self.listing.get("status") == "APPROVED"

    @property
    def _is_contracted(self) -> bool:
        return self.contract.get("contract_status") in {"DRAFT", "APPROVED"}

    def _draft_contract(self, _: dict[str, Any]) -> Answer:
        if self._is_contracted:
            return 409, {"detail": "There is an active contract."}
        self.contract = {"contract_status": "DRAFT"}
        return 201, self.contract

    def _draft(self, body: dict[str, Any]) -> Answer:
        if self.listing:
            return 409, {"detail": "There is a listing."}
        parts = ("-".join(part.lower().split()) for part in body["address"].values())
        self.listing = body | {"property_id": "/".join(parts), "status": "DRAFT", "images": [], "asked": False}
        return 201, self.listing

    def _change(self, body: dict[str, Any]) -> Answer:
        if self.listing["status"] == "PENDING" or "address" in body:
            return 409, {"detail": "It cannot change."}
        self.listing |= body
        return 200, self.listing

    def _ticket(self, _: dict[str, Any]) -> Answer:
        image_id = f"image-{len(self.listing['images'])}"
        self.listing["images"].append(
            {"image_id": image_id, "status": "READY", "urls": {"800": f"{BUCKET}/{image_id}"}}
        )
        return 201, {"image_id": image_id, "url": BUCKET, "fields": {"key": image_id}}

    def _request(self, _: dict[str, Any]) -> Answer:
        self.listing |= {"status": "PENDING", "asked": True}
        return 202, {"request_id": "r1"}

    def _move(self, body: dict[str, Any]) -> Answer:
        if not self._is_contracted:
            return 409, {"detail": "It has ended."}
        self.contract = {"contract_status": body["contract_status"]}
        if self.listing.get("status") == "PENDING":
            self.listing["status"] = "APPROVED" if body["contract_status"] == "APPROVED" else "DECLINED"
        return 200, self.contract

    def _withdraw(self, _: dict[str, Any]) -> Answer:
        if self.listing["asked"]:
            self.listing["status"] = "WITHDRAWN"
            return 200, self.listing
        self.listing = {}
        return 204, None

    def _remove_image(self, call: str) -> Callable[[dict[str, Any]], Answer]:
        def remove(_: dict[str, Any]) -> Answer:
            if self.listing["status"] == "PENDING":
                return 409, {"detail": "It cannot change."}
            image_id = call.rpartition("/")[2]
            self.listing["images"] = [one for one in self.listing["images"] if one["image_id"] != image_id]
            return 200, self.listing

        return remove

    def _publication(self, _: dict[str, Any]) -> Answer:
        return 200, {"status": self.listing["status"], "reasons": [{"message": "so it is"}]}

    def _details(self, _: dict[str, Any]) -> Answer:
        return (200, self.listing) if self._public else (404, {"detail": "There is none."})
