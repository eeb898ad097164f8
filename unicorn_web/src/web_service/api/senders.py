"""The network address that a customer's request comes from, as a keyed digest: limits need no more of it."""

import hmac

from unicorn_kit.http import Request
from web_service.domain.limits import Sender


def sender(request: Request, key: bytes, *, most: int) -> Sender:
    """Return who sends a request; the site's own address is in front of the API where its prefix is forwarded.

    API Gateway adds the address that it sees to those in X-Forwarded-For, and the CDN before it that of its viewer.
    """
    peer = str((request.context.get("identity") or {}).get("sourceIp") or "unknown")
    forwarded = [part.strip() for part in request.header("X-Forwarded-For").split(",") if part.strip()]
    address = forwarded[-2] if request.prefix and len(forwarded) > 1 else peer
    return Sender(address=_digest(address, key), peer=_digest(peer, key), most=most)


def _digest(address: str, key: bytes) -> str:
    return hmac.digest(key, f"customers:{address}".encode(), "sha256").hex()[:32]
