"""The smoke test's requests: those of a page, through the site's own address, and none that changes anything."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from unicorn_cli.health.health import Check
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.engine_address import HOST
from unicorn_cli.terminal.problems import Problem

# For each address: a request that needs no account, and the status that a healthy stage answers.
ADDRESSES = {
    "ContractsApiUrl": ("/contracts", HTTPStatus.UNAUTHORIZED),
    "WebApiUrl": ("/search/usa/anytown", HTTPStatus.OK),
    "SiteUrl": ("/config.json", HTTPStatus.OK),
}
FIX = "Read the logs of its functions"
FIXES = {"SiteUrl": "Run `make start` again; on AWS, run `unicorn site publish`"}
# The same requests as a page sends them, below the site's own address.
THROUGH_THE_SITE = {
    "/api/contracts/contracts": HTTPStatus.UNAUTHORIZED,
    "/api/web/search/usa/anytown": HTTPStatus.OK,
}
NO_CONTRACT = "/api/contracts/contracts/00000000-0000-4000-8000-000000000000"  # an id that no contract gets
TIMEOUT = 30.0  # seconds; API Gateway itself gives up after 29


@dataclass(frozen=True)
class SmokeTest:
    """The requests to one stage. `sign_in` returns a token, or None if nobody can sign in here."""

    cloud: Cloud
    outputs: Mapping[str, str]
    sign_in: Callable[[], str | None]
    transport: httpx.BaseTransport | None = None

    def addresses(self) -> dict[str, bool]:
        """Return for each address whether it answers as expected."""
        return {name: self._status(self.outputs.get(name), *probe) == probe[1] for name, probe in ADDRESSES.items()}

    def checks(self) -> Iterator[Check]:
        yield self._pages()
        yield self._null()
        yield self._upload()

    def _pages(self) -> Check:
        """A page's requests carry its origin and must reach the APIs, not a page that stands in for everything."""
        title, site = "requests of the pages", self.outputs.get("SiteUrl", "")
        for path, expected in THROUGH_THE_SITE.items():
            answer = self._send("GET", site + path, {"Origin": site})
            if answer is None or answer.status_code != expected or not _is_json(answer):
                why = f"{path} of the site answered {_told(answer)} instead of {expected.value} in JSON"
                return Check(title, Problem(f"The pages cannot reach the APIs: {why}", self._deploy_again()))
        return Check(title)

    def _null(self) -> Check:
        """A null must pass the door: a contract that does not exist is then not found, and nothing is changed."""
        title, site = "null in a request", self.outputs.get("SiteUrl", "")
        try:
            token = self.sign_in()
        except Problem as problem:
            return Check(title, problem)
        if token is None:
            return Check(title, remark="not tried: it needs an account; see --agent")
        headers = {"Origin": site, "Authorization": f"Bearer {token}", "If-Match": "*"}
        answer = self._send("PATCH", site + NO_CONTRACT, headers, {"expires_on": None})
        if answer is not None and answer.status_code == HTTPStatus.NOT_FOUND and _is_json(answer):
            return Check(title)
        why = f"PATCH of a contract that does not exist answered {_told(answer)} instead of 404"
        return Check(title, Problem(f"The API refuses a null, or a signed-in agent: {why}", self._deploy_again()))

    def _upload(self) -> Check:
        """A browser asks the bucket before it uploads, and follows no redirect to another region."""
        title, site = "upload from the pages", self.outputs.get("SiteUrl", "")
        bucket = self._bucket()
        asked = {"Origin": site, "Access-Control-Request-Method": "POST"}
        answer = self._send("OPTIONS", bucket, asked)
        allowed = answer.headers.get("Access-Control-Allow-Origin") if answer is not None else None
        if answer is not None and answer.status_code == HTTPStatus.OK and allowed in {"*", site}:
            return Check(title)
        host = urlsplit(bucket).netloc
        return Check(title, Problem(f"{host} does not let the pages upload: {_told(answer)}", self._deploy_again()))

    def _bucket(self) -> str:
        """Return the address that an upload ticket names."""
        name = self.outputs["ImagesBucketName"]
        if self.cloud.endpoint is not None:
            return f"{self.cloud.endpoint}/{name}"
        # SQS's address has the region and the partition's domain in every region; that of S3 may be the global one.
        return self.cloud.client("sqs").meta.endpoint_url.replace("://sqs.", f"://{name}.s3.") + "/"

    def _deploy_again(self) -> str:
        return "Run `make start` again" if self.cloud.is_local else f"Run `make deploy STAGE={self.cloud.stage}` again"

    def _status(self, address: str | None, path: str, _: HTTPStatus) -> int | None:
        answer = self._send("GET", address + path) if address else None
        return None if answer is None else answer.status_code

    def _send(
        self, method: str, address: str, headers: Mapping[str, str] | None = None, body: Any = None
    ) -> httpx.Response | None:
        """Return the response, or None without one."""
        try:
            local = httpx.URL(address).host == HOST  # no proxy between here and the engine
            with httpx.Client(timeout=TIMEOUT, trust_env=not local, transport=self.transport) as client:
                return client.request(method, address, headers=dict(headers or {}), json=body)
        except (httpx.HTTPError, httpx.InvalidURL):
            return None


def silent_address(addresses: Mapping[str, bool]) -> Problem | None:
    """Return the Problem of the addresses that do not answer."""
    silent = [name for name, answers in addresses.items() if not answers]
    if not silent:
        return None
    return Problem(f"{' and '.join(silent)} does not answer as expected", FIXES.get(silent[0], FIX))


def _is_json(answer: httpx.Response) -> bool:
    return "json" in answer.headers.get("Content-Type", "")


def _told(answer: httpx.Response | None) -> str:
    return "nothing" if answer is None else str(answer.status_code)
