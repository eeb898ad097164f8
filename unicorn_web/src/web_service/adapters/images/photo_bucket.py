"""The private files of photos in the shared bucket, and the public copies of those that are shown."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched, groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from botocore.exceptions import ClientError

from unicorn_kit.transactions import store_errors
from web_service.adapters.images.image_bucket import FOR_AGENTS
from web_service.domain.images.image import Image
from web_service.domain.images.keys import MASTER, PRIVATE, PUBLISHED, incoming_key, master_key
from web_service.domain.images.photo_files import Changes, Files

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectTypeDef

PARTS = 4  # of a property id
BEHIND = "0"  # the character behind the slash: with it in a slash's place, a key is behind all keys of a folder
DELETED_AT_ONCE = 1000  # the maximum of S3
GONE = {"NoSuchKey", "404"}
FOR_ALL = "public, max-age=30"  # as long as an answer of the search


class _Found(NamedTuple):
    name: str  # behind the prefix
    prefix: str
    written_at: datetime


class PhotoBucket:
    """The port `PhotoFiles`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def of(self, property_id: str) -> Files:
        private, public = (
            {found["Key"].removeprefix(f"{prefix}{property_id}/") for found in self._listed(f"{prefix}{property_id}/")}
            for prefix in (PRIVATE, PUBLISHED)
        )
        return Files(private=private, public=public)

    def walk(self, after: str | None, *, until: datetime | None) -> Iterator[tuple[str, Files]]:
        """Yield the properties in the order of their keys; each prefix is listed once, a thousand keys a time."""
        both = heapq.merge(*(self._walked(prefix, after) for prefix in (PRIVATE, PUBLISHED)))
        for property_id, group in groupby(both, key=lambda found: _property(found.name)):
            found = list(group)
            if until is None or max(file.written_at for file in found) <= until:
                yield property_id, Files(private=_of(PRIVATE, found), public=_of(PUBLISHED, found))

    def bring(self, property_id: str, first: Image, new_id: UUID) -> None:
        master = master_key(property_id, first.image_id, is_private=first.is_private)
        self._copy(master, incoming_key(property_id, new_id), FOR_AGENTS)

    def change(self, property_id: str, wanted: Changes) -> None:
        for name in wanted.adopt:
            self._copy(f"{PUBLISHED}{property_id}/{name}", f"{PRIVATE}{property_id}/{name}", FOR_AGENTS)
        self._delete(f"{PUBLISHED}{property_id}/{name}" for name in wanted.hide)
        for name in wanted.show:
            self._copy(f"{PRIVATE}{property_id}/{name}", f"{PUBLISHED}{property_id}/{name}", FOR_ALL)
        self._delete(f"{PRIVATE}{property_id}/{name}" for name in wanted.drop)

    def _walked(self, prefix: str, after: str | None) -> "Iterator[_Found]":
        start = f"{prefix}{after}{BEHIND}" if after else None
        for found in self._listed(prefix, start):
            name = found["Key"].removeprefix(prefix)
            if name.count("/") > PARTS:  # anything else is no photo's
                yield _Found(name, prefix, found["LastModified"])

    def _listed(self, prefix: str, start: str | None = None) -> "Iterator[ObjectTypeDef]":
        list_objects = store_errors(self._client.list_objects_v2)
        while True:
            begin: Any = {"StartAfter": start} if start else {}
            page = list_objects(Bucket=self._bucket, Prefix=prefix, **begin)
            found = page.get("Contents", [])
            yield from found
            if not page.get("IsTruncated"):
                return
            start = found[-1]["Key"]

    @store_errors
    def _copy(self, source: str, target: str, cache_control: str) -> None:
        try:
            self._client.copy_object(
                Bucket=self._bucket,
                Key=target,
                CopySource={"Bucket": self._bucket, "Key": source},
                MetadataDirective="REPLACE",
                ContentType="image/jpeg" if source.endswith(MASTER) else "image/webp",
                CacheControl=cache_control,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in GONE:
                raise

    @store_errors
    def _delete(self, keys: Iterable[str]) -> None:
        for some in batched(keys, DELETED_AT_ONCE, strict=False):
            answer = self._client.delete_objects(
                Bucket=self._bucket, Delete={"Objects": [{"Key": key} for key in some], "Quiet": True}
            )
            if failed := answer.get("Errors"):
                raise ClientError({"Error": {"Code": failed[0]["Code"], "Message": failed[0]["Key"]}}, "DeleteObjects")


def _of(prefix: str, found: Iterable[_Found]) -> set[str]:
    """Return the names of a property's files below a prefix."""
    return {"/".join(file.name.split("/")[PARTS:]) for file in found if file.prefix == prefix}


def _property(name: str) -> str:
    return "/".join(name.split("/")[:PARTS])
