"""Uploads, and the private files that they become, in the shared bucket."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import md5
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import ClientError

from unicorn_kit.transactions import store_errors
from web_service.domain.images.image import Rejection, RejectionCode
from web_service.domain.images.keys import incoming_key, incoming_prefix, private_prefix
from web_service.domain.images.upload import ImageFile, ImageRejected, Ticket, Upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

FOR_AGENTS = "private, max-age=600"  # about as long as a signed address holds


class ImageBucket:
    """The ports `Uploads` and `Images`."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    @store_errors
    def ticket(self, property_id: str, image_id: UUID, upload: Upload, *, seconds: int) -> Ticket:
        post = self._client.generate_presigned_post(
            Bucket=self._bucket,
            Key=incoming_key(property_id, image_id),
            Fields={"Content-Type": upload.content_type},
            Conditions=[{"Content-Type": upload.content_type}, ["content-length-range", upload.size, upload.size]],
            ExpiresIn=seconds,
        )
        return Ticket(url=post["url"], fields=post["fields"])

    @store_errors
    def arrived(self, property_id: str) -> set[UUID]:
        prefix = incoming_prefix(property_id)
        page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix)  # far fewer than 1,000 are expected
        names = (entry["Key"].removeprefix(prefix) for entry in page.get("Contents", []))
        return {UUID(name) for name in names if _is_id(name)}

    @store_errors
    def fetch(self, property_id: str, image_id: UUID, *, size_max: int) -> bytes | None:
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=incoming_key(property_id, image_id))
        except self._client.exceptions.NoSuchKey:
            return None
        if found["ContentLength"] > size_max:
            message = f"It has {found['ContentLength']} bytes; {size_max} are allowed."
            raise ImageRejected(Rejection(code=RejectionCode.TOO_LARGE, message=message))
        return found["Body"].read()

    @store_errors
    def store(self, property_id: str, image_id: UUID, files: Sequence[ImageFile]) -> None:
        for file in files:
            self._write_once(f"{private_prefix(property_id, image_id)}{file.name}", file)

    @store_errors
    def discard(self, property_id: str, image_id: UUID) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=incoming_key(property_id, image_id))

    def _write_once(self, key: str, file: ImageFile) -> None:
        digest = md5(file.content, usedforsecurity=False)
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=file.content,
                ContentType=file.content_type,
                ContentMD5=b64encode(digest.digest()).decode(),
                CacheControl=FOR_AGENTS,
                IfNoneMatch="*",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise
            self._check_same(key, digest.hexdigest())

    def _check_same(self, key: str, digest: str) -> None:
        """An interrupted attempt has left the same content; any other came from another upload."""
        if self._client.head_object(Bucket=self._bucket, Key=key)["ETag"].strip('"') != digest:
            message = "Two different files came under one ticket; ask for a new ticket and upload one."
            raise ImageRejected(Rejection(code=RejectionCode.CHANGED_MEANWHILE, message=message))


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
