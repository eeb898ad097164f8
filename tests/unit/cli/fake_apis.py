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


class FakeApis:
    """One listing and its contract. `broken` maps "METHOD /path" beginnings to the answer to give instead."""

    def __init__(self, broken: dict[str, Answer] | None = None) -> None:
        self.broken = broken or {}
        self.listing: dict[str, Any] = {}
        self.tokens_seen: set[str | None] = set()

    def access(self) -> Access:
        outputs = {"ContractsApiUrl": CONTRACTS, "WebApiUrl": WEB}
        return Access(outputs, lambda agent: f"token-of-{agent}", httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
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
            "POST /contracts": lambda _: (201, {"contract_status": "DRAFT"}),
            "PUT /contracts": self._approve,
            "PUT /properties/": lambda _: (200, self.listing),
            "POST /properties/": self._ticket,
            "POST /properties": self._draft,
            "POST /request_approval": self._request,
            "GET /search": lambda _: (200, [self.listing] if self._public else []),
            "GET /properties/": self._publication if call.endswith("/publication") else self._details,
            "GET /properties": lambda _: (200, [self.listing]),
        }
        return next(routes[route] for route in routes if call.startswith(route))

    @property
    def _public(self) -> bool:
        return self.listing.get("status") == "APPROVED"

    def _draft(self, body: dict[str, Any]) -> Answer:
        parts = ("-".join(part.lower().split()) for part in body["address"].values())
        self.listing = body | {"property_id": "/".join(parts), "status": "DRAFT", "images": []}
        return 201, self.listing

    def _ticket(self, _: dict[str, Any]) -> Answer:
        image_id = f"image-{len(self.listing['images'])}"
        self.listing["images"].append(
            {"image_id": image_id, "status": "READY", "urls": {"800": f"{BUCKET}/{image_id}"}}
        )
        return 201, {"image_id": image_id, "url": BUCKET, "fields": {"key": image_id}}

    def _request(self, _: dict[str, Any]) -> Answer:
        self.listing["status"] = "PENDING"
        return 202, {"request_id": "r1"}

    def _approve(self, _: dict[str, Any]) -> Answer:
        self.listing["status"] = "APPROVED"
        return 200, {"contract_status": "APPROVED"}

    def _publication(self, _: dict[str, Any]) -> Answer:
        return 200, {"status": self.listing["status"], "reasons": [{"message": "so it is"}]}

    def _details(self, _: dict[str, Any]) -> Answer:
        return (200, self.listing) if self._public else (404, {"detail": "There is none."})
