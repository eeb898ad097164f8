"""Addresses that let whoever has them read one object of S3 for a while: AWS Signature Version 4 in the query.

The rules are those of "Authenticating Requests: Using Query Parameters" in the Amazon S3 API Reference. Tests compare
the addresses with boto3's, whose import is three quarters of a cold start.
"""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from unicorn_kit.aws.signing import ALGORITHM, Credentials, signing_key


class Bucket(NamedTuple):
    """A bucket, as the region's S3 or a local engine has it."""

    address: str  # without a slash at its end
    region: str
    credentials: Credentials

    def presigned(self, key: str, *, at: datetime, seconds: int) -> str:
        """Return an address that reads the object of this key from `at` (UTC) on, for so many seconds."""
        time = at.strftime("%Y%m%dT%H%M%SZ")
        scope = f"{time[:8]}/{self.region}/s3/aws4_request"
        token = self.credentials.session_token
        values = [
            ("X-Amz-Algorithm", ALGORITHM),
            ("X-Amz-Credential", f"{self.credentials.access_key_id}/{scope}"),
            ("X-Amz-Date", time),
            ("X-Amz-Expires", str(seconds)),
            *([("X-Amz-Security-Token", token)] if token else []),
            ("X-Amz-SignedHeaders", "host"),
        ]
        query = "&".join([f"{name}={quote(value, safe='')}" for name, value in values])
        parts = urlsplit(self.address)
        path = f"{parts.path}/{quote(key)}"
        request = f"GET\n{path}\n{query}\nhost:{parts.netloc}\n\nhost\nUNSIGNED-PAYLOAD"
        text = f"{ALGORITHM}\n{time}\n{scope}\n{sha256(request.encode()).hexdigest()}"
        secret = signing_key(self.credentials.secret_access_key, scope)
        signature = hmac.digest(secret, text.encode(), "sha256").hex()
        return f"{parts.scheme}://{parts.netloc}{path}?{query}&X-Amz-Signature={signature}"
