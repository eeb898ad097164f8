"""Conditions on a request: versions in ETag and If-Match, idempotency keys, and answers that a cache may keep."""

import re
from http import HTTPStatus

from unicorn_kit.http import Request, Response
from unicorn_kit.problems import Problem, invalid

# Compiled when first used: most requests have none of these.
_KEY = r"[!#-\[\]-~]{1,255}"  # visible ASCII without quotes and backslashes
LINKS = ("Link", "Link-Template")  # headers that a cached answer must have as they are now
_TAG = r'(?:W/)?"[!#-~]*"'  # RFC 9110, 8.8.3
_GAP = r"[ \t]*(?:,[ \t]*)+"  # a list may have empty elements (RFC 9110, 5.6.1.2)
_TAGS = rf"\*|(?:,[ \t]*)*{_TAG}(?:{_GAP}{_TAG})*(?:[ \t]*,)*"
_OF_NOT_MODIFIED = ("Cache-Control", "ETag")  # headers of a 304 (RFC 9110, 15.4.5)
_VERSION = r'"([1-9]\d{0,8})"'
_OF_A_CACHE = r'(?:W/)?"[0-9a-f]{24}"'  # as `cacheable` makes them
IDEMPOTENCY_KEY = {  # as OpenAPI describes it
    "name": "Idempotency-Key",
    "in": "header",
    "description": "the same key, bare or in quotes, and the same request get the first answer again, for 24 hours",
    "schema": {"type": "string", "minLength": 1, "maxLength": 257, "pattern": f'^({_KEY}|"{_KEY}")$'},
}
# In If-Match and If-None-Match. An empty one counts as left out, since there are proxies and clients that drop it.
ENTITY_TAGS = {"type": "string", "pattern": rf"^({_TAGS})?$"}

Versions = frozenset[int]


def etag(version: int) -> dict[str, str]:
    """Return the header that names a version."""
    return {"ETag": f'"{version}"'}


def required_version(request: Request, *, of: str) -> Versions | None:
    """Return the versions that If-Match names, None for `*`. Raises Problem: 428 without it, and as `version_if_any`.

    `of` names the thing that is changed, for the problem's detail.
    """
    if not request.header("If-Match").strip():
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED,
            "version-required",
            f"Send the {of}'s ETag as If-Match, so that nobody else's change is overwritten.",
        )
    return version_if_any(request)


def version_if_any(request: Request) -> Versions | None:
    """Return the versions that If-Match names, None for `*` and where the header is left out.

    They are compared as RFC 9110, 13.1.1 says: any of a list will do, and a weak tag never matches. Raises Problem: 400
    for what is no tag, or is that of a public version; 412 where there are weak tags alone.
    """
    tags = _tags(request, "If-Match")
    if not tags or tags == ["*"]:
        return None
    if any(re.fullmatch(_OF_A_CACHE, tag) for tag in tags):
        raise invalid("If-Match", "this is the ETag of the public version; send that of the agent's version")
    strong = [tag for tag in tags if not tag.startswith("W/")]
    if not strong:
        detail = f"If-Match never matches a weak tag; send {tags[0].removeprefix('W/')} instead of {tags[0]}."
        raise Problem(HTTPStatus.PRECONDITION_FAILED, "weak-tag", detail)
    return frozenset(int(found[1]) for tag in strong if (found := re.fullmatch(_VERSION, tag)))


def _tags(request: Request, name: str) -> list[str]:
    """Return the entity tags of a header; none where it is left out. Raises Problem: 400."""
    given = request.header(name).strip()
    if given and not re.fullmatch(_TAGS, given):
        raise invalid(name, f'send * or ETags with their quotes, as in {name}: "7"')
    return ["*"] if given == "*" else re.findall(_TAG, given)


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
    """Let the response be kept for a while; answer 304 to a caller that has it already. Raises Problem: 400."""
    from hashlib import sha256  # noqa: PLC0415 - only cacheable answers need it

    content = response.body + "".join(response.headers.get(name, "") for name in LINKS)
    headers = {"Cache-Control": kept_for(seconds, request), "ETag": f'"{sha256(content.encode()).hexdigest()[:24]}"'}
    return unless_held(response._replace(headers=dict(response.headers) | headers), request)


def unless_held[View](response: Response[View], request: Request) -> Response[View]:
    """Answer 304 to a caller that has the version or the answer which the response's ETag names. Raises Problem: 400.

    Tags of If-None-Match are compared weakly (RFC 9110, 13.1.2): a CDN that compresses an answer makes its tag weak.
    """
    tags = _tags(request, "If-None-Match")
    if not any(tag == "*" or tag.removeprefix("W/") == response.headers["ETag"] for tag in tags):
        return response
    kept = {name: value for name, value in response.headers.items() if name in _OF_NOT_MODIFIED}
    return Response(HTTPStatus.NOT_MODIFIED, kept, "")
