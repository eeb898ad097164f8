"""AWS Signature Version 4 for a POST to a service's root.

The rules are those of "Create a signed AWS API request" in the IAM User Guide. Only what these calls need is here: one
method, one path, no query. Tests compare each header with botocore's and with aws-sdk-signers', AWS's own libraries,
whose imports would cost a third of the customers' cold start.
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

ALGORITHM = "AWS4-HMAC-SHA256"


class Credentials(NamedTuple):
    """A key pair, and the session token that comes with a role's."""

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None


def sign(
    headers: Mapping[str, str],
    body: bytes,
    *,
    host: str,
    region: str,
    service: str,
    credentials: Credentials,
    at: datetime,
) -> dict[str, str]:
    """Return the headers with those that sign them, for a POST of `body` to `/` at this moment (UTC).

    Sign the unsigned headers anew for each attempt: a signature holds for a moment.
    """
    time = at.isoformat(timespec="seconds").replace("-", "").replace(":", "")[:15] + "Z"  # strftime takes twice as long
    scope = f"{time[:8]}/{region}/{service}/aws4_request"
    unsigned = {**headers, "Host": host, "X-Amz-Date": time}
    if credentials.session_token:
        unsigned["X-Amz-Security-Token"] = credentials.session_token
    signed = sorted([(name.lower(), " ".join(value.split())) for name, value in unsigned.items()])
    names = ";".join([name for name, _ in signed])
    lines = "".join([f"{name}:{value}\n" for name, value in signed])
    request = f"POST\n/\n\n{lines}\n{names}\n{sha256(body).hexdigest()}"
    text = f"{ALGORITHM}\n{time}\n{scope}\n{sha256(request.encode()).hexdigest()}"
    mac = _keyed(credentials.secret_access_key, scope).copy()
    mac.update(text.encode())
    signature = mac.hexdigest()
    credential = f"{credentials.access_key_id}/{scope}"
    unsigned["Authorization"] = f"{ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature}"
    return unsigned


@lru_cache(maxsize=8)  # a function calls few services, and the scope is new each day
def signing_key(secret: str, scope: str) -> bytes:
    """Return the key of a scope: `date/region/service/aws4_request`."""
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


@lru_cache(maxsize=8)
def _keyed(secret: str, scope: str) -> hmac.HMAC:
    """Return a digest that has read its key already; a copy of it takes half as long as a new one."""
    return hmac.new(signing_key(secret, scope), digestmod="sha256")
