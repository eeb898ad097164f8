"""The secret of a visitor's link: nobody can guess it, and the same request gets the same one again.

It is made of the viewing's id by the stack's own key, so that the receipt of an Idempotency-Key need not hold it. What
it is compared with is stored with the viewing: a new key makes no link useless.
"""

import hmac
from base64 import urlsafe_b64encode
from uuid import UUID


def secret_of(viewing_id: UUID, key: bytes) -> str:
    return urlsafe_b64encode(hmac.digest(key, f"viewing:{viewing_id}".encode(), "sha256")).decode().rstrip("=")
