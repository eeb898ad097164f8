"""What is made with the stack's own key for saved searches: the secret of a link, and the digest of an address.

A secret is made of the search's id, so each mail can name the link anew though the table has but a digest of it.
"""

import hmac
from base64 import urlsafe_b64encode
from uuid import UUID


def secret_of(search_id: UUID, key: bytes) -> str:
    return urlsafe_b64encode(hmac.digest(key, f"saved-search:{search_id}".encode(), "sha256")).decode().rstrip("=")


def address_digest(email: str, key: bytes) -> str:
    """Return the digest by which an address is counted: the same for all spellings that reach one mailbox.

    Letters' case is ignored, and what many services leave out of a name: a tag behind `+`.
    """
    name, _, domain = email.lower().rpartition("@")
    mailbox = f"{name.partition('+')[0] or name}@{domain}"
    return hmac.digest(key, f"mailbox:{mailbox}".encode(), "sha256").hex()[:32]
