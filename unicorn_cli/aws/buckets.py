"""Empty buckets: every version of every object, and every upload that was never finished."""

from collections.abc import Iterator
from itertools import batched
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.terminal.problems import Problem

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

AT_ONCE = 1000  # objects; the maximum of DeleteObjects
MISSING = {"404", "NoSuchBucket", "NotFound"}


def exists(cloud: Cloud, bucket: str) -> bool:
    try:
        cloud.client("s3").head_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            return False
        raise
    return True


def empty(cloud: Cloud, bucket: str, prefix: str = "") -> int:
    """Delete everything below a prefix and return the number of versions. Raises Problem if an object stays."""
    s3, number = cloud.client("s3"), 0
    for some in batched(_versions(cloud, bucket, prefix), AT_ONCE, strict=False):
        answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": list(some), "Quiet": True})
        for error in answer.get("Errors", []):
            raise Problem(f"{error.get('Key')} in {bucket} could not be deleted: {error.get('Message')}", "Delete it")
        number += len(some)
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=bucket, Prefix=prefix):
        for upload in page.get("Uploads", []):
            s3.abort_multipart_upload(Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])
    return number


def delete(cloud: Cloud, bucket: str) -> None:
    empty(cloud, bucket)
    cloud.client("s3").delete_bucket(Bucket=bucket)


def _versions(cloud: Cloud, bucket: str, prefix: str) -> Iterator["ObjectIdentifierTypeDef"]:
    pages = cloud.client("s3").get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix)
    for page in pages:
        for entry in page.get("Versions", []):
            yield {"Key": entry["Key"], "VersionId": entry["VersionId"]}
        for marker in page.get("DeleteMarkers", []):
            yield {"Key": marker["Key"], "VersionId": marker["VersionId"]}
