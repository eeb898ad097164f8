"""An HTTP client for the two REST APIs, with or without a token."""

from typing import Any, Self
from urllib.parse import urlencode

import httpx

from unicorn_cli.stages.engine_address import HOST

TIMEOUT = 30.0  # seconds; API Gateway itself gives up after 29


class UnexpectedStatus(Exception):
    """An API answered with another status than expected."""

    def __init__(self, response: httpx.Response, expected: int) -> None:
        request = response.request
        detail = _detail(response)
        super().__init__(
            f"{request.method} {request.url.path.rpartition('/_aws/execute-api/')[2]} answered "
            f"{response.status_code} instead of {expected}: {detail}"
        )
        self.response = response


class Api:
    """One REST API, called with one identity."""

    def __init__(self, address: str, *, token: str | None = None, transport: httpx.BaseTransport | None = None) -> None:
        local = httpx.URL(address).host == HOST  # no proxy between here and the engine
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(
            base_url=address, headers=headers, timeout=TIMEOUT, transport=transport, trust_env=not local
        )
        # Uploads go to the bucket, which must not get the token.
        self._bucket = httpx.Client(timeout=TIMEOUT, transport=transport, trust_env=not local)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._bucket.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        expect: int,
        body: Any = None,
        if_match: str | None = None,
        key: str | None = None,
        **query: str,
    ) -> httpx.Response:
        """Send a request, `key` being its Idempotency-Key. Raises UnexpectedStatus if the status is another."""
        address = f"{path}?{urlencode(query)}" if query else path
        headers = {name: value for name, value in (("If-Match", if_match), ("Idempotency-Key", key)) if value}
        response = self._client.request(method, address, json=body, headers=headers)
        if response.status_code != expect:
            raise UnexpectedStatus(response, expect)
        return response

    def get(self, path: str, *, expect: int = 200, **query: str) -> Any:
        return self.call("GET", path, expect=expect, **query).json()

    def post(self, path: str, body: Any, *, expect: int = 201, key: str | None = None) -> Any:
        return self.call("POST", path, expect=expect, body=body, key=key).json()

    def put(self, path: str, body: Any, *, expect: int = 200) -> Any:
        return self.call("PUT", path, expect=expect, body=body).json()

    def patch(self, path: str, body: Any, *, if_match: str = "*", expect: int = 200) -> Any:
        return self.call("PATCH", path, expect=expect, body=body, if_match=if_match).json()

    def delete(self, path: str, *, expect: int = 200) -> Any:
        """Return the answer's body, or None if it is empty."""
        response = self.call("DELETE", path, expect=expect)
        return response.json() if response.content else None

    def upload(self, ticket: dict[str, Any], filename: str, content: bytes, content_type: str) -> None:
        """Upload an image as a browser's form does, with the fields of the upload ticket. Raises UnexpectedStatus."""
        image = {"file": (filename, content, content_type)}
        response = self._bucket.post(ticket["url"], data=ticket["fields"], files=image)
        if not response.is_success:
            raise UnexpectedStatus(response, 204)

    def download(self, address: str) -> httpx.Response:
        """Download an image. Raises UnexpectedStatus if it does not exist."""
        response = self._bucket.get(address, follow_redirects=True)
        if not response.is_success:
            raise UnexpectedStatus(response, 200)
        return response


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return response.text[:200] or "nothing"
