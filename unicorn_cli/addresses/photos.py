"""The files of a home's photos: copied under the new id before its listing moves, deleted under the old one at last.

Public copies move along, so that customers see the photos at once. Web's own function deletes the old files as well,
once the old listing is gone.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from unicorn_cli.addresses.listings import PUBLIC, image_ids, listing_of, marker_of
from unicorn_cli.addresses.properties import copy_verdict
from unicorn_cli.addresses.store import CannotMove, Store, key

DELETED_AT_ONCE = 1000  # the maximum of S3
FOLDERS = ("photos", "published")


class _File(NamedTuple):
    folder: str
    name: str  # begins with its photo's id

    def key(self, property_id: str) -> str:
        return f"{self.folder}/{property_id}/{self.name}"


def copy_photos(store: Store, old: str, new: str) -> None:
    """Copy the files, and the moderation results of those that were moderated. Nothing is written twice."""
    listing = listing_of(store, old)
    if listing is None:
        return
    wanted = image_ids(listing, store.get(store.listings, old, PUBLIC))
    copied = dict(_files(store, new, wanted))
    for file, size in _files(store, old, wanted):
        if copied.get(file) != size:
            source: Any = {"Bucket": store.bucket, "Key": file.key(old)}
            store.s3.copy_object(Bucket=store.bucket, Key=file.key(new), CopySource=source)
        copy_verdict(store, file.key(old), file.key(new))


def delete_old_photos(store: Store, old: str) -> None:
    """Delete the old copies of a moved listing's photos, each of which must be under the new id. Raises CannotMove."""
    marker = marker_of(store, old)
    if marker is None or not marker["images"]["L"]:
        return
    new, moved = marker["moved_to"]["S"], {image["S"] for image in marker["images"]["L"]}
    files, copies = dict(_files(store, old, moved)), dict(_files(store, new, moved))
    if any(copies.get(file) != size for file, size in files.items()):
        raise CannotMove(f"not all photos are under {new}; the old ones stay")
    keys = [file.key(old) for file in files]
    for start in range(0, len(keys), DELETED_AT_ONCE):
        objects: Any = [{"Key": key} for key in keys[start : start + DELETED_AT_ONCE]]
        store.s3.delete_objects(Bucket=store.bucket, Delete={"Objects": objects})
    store.dynamodb.update_item(
        TableName=store.listings,
        Key=key(old, marker["sk"]["S"]),
        UpdateExpression="SET images = :none",
        ExpressionAttributeValues={":none": {"L": []}},
    )


def _files(store: Store, property_id: str, wanted: Collection[str]) -> Iterator[tuple[_File, int]]:
    """Yield each file of the wanted photos, and its size."""
    for folder in FOLDERS:
        prefix = f"{folder}/{property_id}/"
        for page in store.s3.get_paginator("list_objects_v2").paginate(Bucket=store.bucket, Prefix=prefix):
            for found in page.get("Contents", []):
                name = found["Key"].removeprefix(prefix)
                if name.partition("/")[0] in wanted:
                    yield _File(folder, name), found["Size"]
