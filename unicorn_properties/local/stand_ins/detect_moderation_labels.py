"""Stands in for Rekognition's DetectModerationLabels: `{Image: {S3Object}, MinConfidence}` → `{ModerationLabels, …}`.

The image is fetched and decoded; it counts as unsafe if it has the test mark that README.md describes.
A Lambda cannot fail with Rekognition's error names, so an image that Rekognition rejects is returned as `Unreadable`.
"""

import io
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError
from PIL import Image, ImageStat

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LIMIT_BYTES = 15 * 1024 * 1024  # as Rekognition has it
FORMATS = ("JPEG", "PNG")

# The mark: a band across the top, an eighth of the height, of eight equal blocks in one of two orders.
MAGENTA, GREEN = (255, 0, 255), (0, 255, 0)
TOLERANCE = 60  # of 255, for each colour: JPEG is not exact
BAND = 8  # parts of the height, and blocks in the band
UNSAFE = "MGMMGGMG"  # unsafe
DOUBTFUL = "GMGGMMGM"  # below the confidence from which the default limit declines
CONFIDENCES = {UNSAFE: 98.5, DOUBTFUL: 55.0}


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    place = event["Image"]["S3Object"]
    try:
        image = _decoded(_read(place["Bucket"], place["Name"]))
    except _Rejected as rejected:
        print(json.dumps({"message": "rejected", "key": place["Name"], "error": str(rejected)}))
        return {"Unreadable": f"Rekognition.{rejected}"}
    labels = labels_of(image, event.get("MinConfidence", 50))
    print(json.dumps({"message": "moderated", "key": place["Name"], "labels": len(labels)}))
    return {"ModerationLabels": labels, "ModerationModelVersion": "test-mark", "ContentTypes": []}


def labels_of(image: Image.Image, least_confidence: float) -> list[dict[str, Any]]:
    """Return the labels that the test mark stands for."""
    confidence = CONFIDENCES.get(_band(image), 0.0)
    if confidence == 0 or confidence < least_confidence:
        return []
    return [{"Name": "Test Mark", "ParentName": "", "Confidence": confidence, "TaxonomyLevel": 1}]


class _Rejected(Exception):
    """Raised with the name of Rekognition's error."""


def _read(bucket: str, key: str) -> bytes:
    try:
        found = _s3().get_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            raise _Rejected("InvalidS3ObjectException") from None
        raise
    if found["ContentLength"] > LIMIT_BYTES:
        raise _Rejected("ImageTooLargeException")
    return found["Body"].read()


def _decoded(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            return image.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):  # what Pillow raises on broken files
        raise _Rejected("InvalidImageFormatException") from None


def _band(image: Image.Image) -> str:
    """Return the colours of the band where the mark would be: M, G, or - for any other."""
    return "".join(_colour(image, block) for block in range(BAND))


def _colour(image: Image.Image, block: int) -> str:
    width, height = image.width / BAND, image.height / BAND
    inner = (round((block + 0.25) * width), round(0.25 * height), round((block + 0.75) * width), round(0.75 * height))
    if inner[2] <= inner[0] or inner[3] <= inner[1]:
        return "-"
    mean = ImageStat.Stat(image.crop(inner)).mean
    for letter, wanted in (("M", MAGENTA), ("G", GREEN)):
        if all(abs(is_ - should) <= TOLERANCE for is_, should in zip(mean, wanted, strict=True)):
            return letter
    return "-"


@cache
def _s3() -> "S3Client":
    return boto3.client("s3")
