"""Conditions on a request: versions in ETag and If-Match, idempotency keys, and answers that a cache may keep."""

import re
from http import HTTPStatus

from unicorn_kit.http import Request, Response
from unicorn_kit.problems import Problem

# Compiled when first used: most requests have neither.
_KEY = r"[!#-\[\]-~]{1,255}"  # visible ASCII without quotes and backslashes
_ETAG = r'(?:W/)?"(\d{1,9})"'
LINKS = ("Link", "Link-Template")  # headers that a cached answer must have as they are now
IDEMPOTENCY_KEY = {  # as OpenAPI describes it
    "name": "Idempotency-Key",
    "in": "header",
    "description": "the same key, bare or in quotes, and the same request get the first answer again, for 24 hours",
    "schema": {"type": "string", "minLength": 1, "maxLength": 257, "pattern": f'^({_KEY}|"{_KEY}")$'},
}


def etag(version: int) -> dict[str, str]:
    """Return the header that names a version."""
    return {"ETag": f'"{version}"'}


def required_version(request: Request, *, of: str) -> int | None:
    """Return the version that If-Match names, None for `*`. Raises Problem: 428 without the header.

    `of` names the thing that is changed, for the problem's detail.
    """
    if not request.header("If-Match").strip():
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED,
            "version-required",
            f"Send the {of}'s ETag as If-Match, so that nobody else's change is overwritten.",
        )
    return version_if_any(request)


def version_if_any(request: Request) -> int | None:
    """Return the version that If-Match names, None for `*` and where the header is left out."""
    given = request.header("If-Match").strip()
    if given in {"", "*"}:
        return None
    tag = re.fullmatch(_ETAG, given)
    return int(tag[1]) if tag else 0  # nothing ever has version 0: any other tag matches nothing


def idempotency_key(request: Request) -> str | None:
    """Return the key that the caller sent, if any: bare, or a string in quotes (RFC 8941, 3.3.3). Raises Problem."""
    given = request.headers.get("idempotency-key")
    if given is None:
        return None
    found = re.fullmatch(f'("?)({_KEY})\\1', given.strip())
    if found is None:
        detail = "An Idempotency-Key has 1 to 255 visible ASCII characters, none of them a quote or a backslash."
        errors = [{"field": "Idempotency-Key", "message": detail}]
        raise Problem(HTTPStatus.BAD_REQUEST, "invalid-request", detail, errors=errors)
    return found[2]


def kept_for(seconds: int, request: Request) -> str:
    """Return the Cache-Control of an answer that everybody may read.

    A cache that many callers share keeps none that was asked for with a token, and no old one when the API fails.
    """
    if request.header("Authorization"):
        return f"private, max-age={seconds}"
    return f"public, max-age={seconds}, s-maxage={seconds}, stale-if-error=0"


def cacheable[View](response: Response[View], request: Request, *, seconds: int) -> Response[View]:
    """Let the response be kept for a while; answer 304 to a caller that has it already."""
    from hashlib import sha256  # noqa: PLC0415 - only cacheable answers need it

    content = response.body + "".join(response.headers.get(name, "") for name in LINKS)
    headers = {"Cache-Control": kept_for(seconds, request), "ETag": f'"{sha256(content.encode()).hexdigest()[:24]}"'}
    if headers["ETag"] in request.header("If-None-Match"):
        return Response(HTTPStatus.NOT_MODIFIED, headers, "")
    return response._replace(headers=dict(response.headers) | headers)
