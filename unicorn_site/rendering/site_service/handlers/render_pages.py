"""Requests to the distribution → pages for readers without JavaScript, and sitemaps; read at the same origin."""

import re
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from site_service.answers import NOT_KEPT, Response, answer
from site_service.https import Origin
from site_service.origin import Unavailable
from unicorn_kit.plain_log import PlainLog

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
log = PlainLog()
origin = cache(Origin)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Only the distribution may call this; its function SitePageRequests names the host."""
    path, host = event["rawPath"], event["headers"].get("x-forwarded-host", "")
    query = event.get("queryStringParameters") or {}
    response = _answer(path, query.get("cursor", ""), query.get("q", ""), host)
    log.info("render_page", extra={"status": response.status.value, "path": path[:300]})
    headers = {"Content-Type": f"{response.media_type}; charset=utf-8", "Cache-Control": response.cache_control}
    if response.status is HTTPStatus.OK:
        headers["ETag"] = f'"{sha256(response.body.encode()).hexdigest()[:24]}"'
        if _is_known(headers["ETag"], event["headers"].get("if-none-match", "")):
            return {"statusCode": HTTPStatus.NOT_MODIFIED.value, "headers": headers, "body": ""}
    is_read = event["requestContext"]["http"]["method"] != "HEAD"
    return {"statusCode": response.status.value, "headers": headers, "body": response.body if is_read else ""}


def _is_known(etag: str, tags: str) -> bool:
    """Compare weakly (RFC 9110, 13.1.2): a distribution that compresses an answer makes its tag weak."""
    return any(tag.strip().removeprefix("W/") in {etag, "*"} for tag in tags.split(","))


def _answer(path: str, cursor: str, typed: str, host: str) -> Response:
    if not HOST.fullmatch(host):
        return _failed(HTTPStatus.BAD_REQUEST)
    try:
        return answer(path, cursor, base=f"https://{host}", get=origin(host).get, typed=typed)
    except Unavailable:
        return _failed(HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception:
        log.exception("unexpected_error", extra={"path": path[:300]})
        return _failed(HTTPStatus.INTERNAL_SERVER_ERROR)


def _failed(status: HTTPStatus) -> Response:
    return Response(status, "text/plain", NOT_KEPT, f"{status.phrase}\n")
