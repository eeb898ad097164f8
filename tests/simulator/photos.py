"""S3 in memory, as boto3 has it, and photos: one that may be shown, one that moderation declines, one that is none."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from hashlib import md5
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError
from PIL import Image
from web_service.adapters.images.pillow_image_processor import PillowImageProcessor
from web_service.domain.images.edit import ImageEdit
from web_service.domain.images.upload import ProcessedImage

from tests.simulator.aws import NoAnswerCame
from tests.simulator.errors import ServiceError

SIZE = (100, 104)  # pixels, few enough to be quick and enough to be turned


class NoSuchKey(ClientError):
    pass


class _Exceptions:
    NoSuchKey = NoSuchKey


class Storage:
    """The objects of all buckets; `created` learns of each one that is written."""

    def __init__(self, created: Callable[[str, str], None], now: Callable[[], datetime]) -> None:
        self.objects: dict[tuple[str, str], bytes] = {}
        self._written_at: dict[tuple[str, str], datetime] = {}
        self._created, self._now = created, now

    def call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = getattr(self, f"_{operation}")(given)
        return answer

    def _put_object(self, given: Mapping[str, Any]) -> dict[str, Any]:
        at = given["Bucket"], given["Key"]
        if given.get("IfNoneMatch") == "*" and at in self.objects:
            raise ServiceError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
        self._write(at, given["Body"])
        self._created(*at)
        return {}

    def _copy_object(self, given: Mapping[str, Any]) -> dict[str, Any]:
        at = given["Bucket"], given["Key"]
        self._write(at, self._found(given["CopySource"]))
        self._created(*at)
        return {}

    def _write(self, at: tuple[str, str], content: bytes) -> None:
        self.objects[at], self._written_at[at] = content, self._now()

    def _get_object(self, given: Mapping[str, Any]) -> dict[str, Any]:
        content = self._found(given)
        return {"Body": io.BytesIO(content), "ContentLength": len(content)}

    def _head_object(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"ETag": f'"{md5(self._found(given), usedforsecurity=False).hexdigest()}"'}

    def _delete_object(self, given: Mapping[str, Any]) -> dict[str, Any]:
        self.objects.pop((given["Bucket"], given["Key"]), None)
        return {}

    def _delete_objects(self, given: Mapping[str, Any]) -> dict[str, Any]:
        for each in given["Delete"]["Objects"]:
            self.objects.pop((given["Bucket"], each["Key"]), None)
        return {}

    def _list_objects_v2(self, given: Mapping[str, Any]) -> dict[str, Any]:
        bucket, prefix, start = given["Bucket"], given["Prefix"], given.get("StartAfter", "")
        keys = sorted(key for at, key in self.objects if at == bucket and key.startswith(prefix) and key > start)
        found = [{"Key": key, "LastModified": self._written_at[bucket, key]} for key in keys]
        return {"Contents": found} if found else {}

    def _found(self, given: Mapping[str, Any]) -> bytes:
        try:
            return self.objects[given["Bucket"], given["Key"]]
        except KeyError:
            raise ServiceError("NoSuchKey", "The specified key does not exist.") from None


class S3Client:
    """boto3's client; `call` is given a service, an operation and its arguments."""

    exceptions = _Exceptions

    def __init__(self, call: Callable[[str, str, Mapping[str, Any]], dict[str, Any]]) -> None:
        self._call = call

    @staticmethod
    def generate_presigned_post(*, Bucket: str, Key: str, Fields: Any, **_: Any) -> dict[str, Any]:
        return {"url": f"https://{Bucket}.s3.eu-west-1.amazonaws.com/", "fields": Fields | {"key": Key}}

    def __getattr__(self, operation: str) -> Callable[..., dict[str, Any]]:
        def called(**given: Any) -> dict[str, Any]:
            try:
                return self._call("s3", operation, given)
            except ServiceError as error:
                kind = NoSuchKey if error.code == "NoSuchKey" else ClientError
                raise kind(error.response(), operation) from None  # type: ignore[arg-type]
            except NoAnswerCame:
                raise EndpointConnectionError(endpoint_url="s3") from None

        return called


@cache
def _photo(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", SIZE, colour).save(file, "JPEG")
    return file.getvalue()


@cache
def process(content: bytes, edit: ImageEdit | None = None) -> ProcessedImage:
    """Process an upload as the product does, each content once."""
    return PillowImageProcessor().process(content, edit)


def upload(kind: str) -> bytes:
    return {"safe": _photo("green"), "unsafe": _photo("red")}.get(kind, b"a text")


@cache
def _is_red(master: bytes) -> bool:
    red, green, _ = Image.open(io.BytesIO(master)).getpixel((0, 0))  # type: ignore[misc]
    return bool(red > green)


def labels(master: bytes) -> list[dict[str, Any]]:
    """Return what moderation says about a photo."""
    if _is_red(master):
        return [{"Name": "Violence", "Confidence": 99.0, "ParentName": ""}]
    return []
