"""Addresses by which an agent's browser reads private photos, whoever may see them or not."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from unicorn_kit.aws.presigning import Bucket
from unicorn_kit.aws.services import address
from unicorn_kit.aws.signing import Credentials

SECONDS = 900  # for which an address holds
STEP = timedelta(seconds=300)  # in which all answers have the same address, so that browsers keep what they have loaded


class SignedPhotos:
    """Signs with the permissions of the function's role."""

    def __init__(self, bucket: Bucket, now: Callable[[], datetime]) -> None:
        self._bucket = bucket
        self._now = now

    @classmethod
    def of(cls, environment: Mapping[str, str], *, now: Callable[[], datetime]) -> "SignedPhotos":
        """Return the signer that the environment of a Lambda function describes."""
        credentials = Credentials(
            environment["AWS_ACCESS_KEY_ID"],
            environment["AWS_SECRET_ACCESS_KEY"],
            environment.get("AWS_SESSION_TOKEN"),
        )
        region = environment.get("AWS_REGION") or environment["AWS_DEFAULT_REGION"]
        name, engine = environment["IMAGES_BUCKET"], environment.get("AWS_ENDPOINT_URL")
        return cls(Bucket(f"{engine}/{name}" if engine else address(f"{name}.s3", region), region, credentials), now)

    def address(self, key: str) -> str:
        """Return an address that reads this object for at least ten minutes."""
        now = self._now()
        began = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % STEP
        return self._bucket.presigned(key, at=began, seconds=SECONDS)
