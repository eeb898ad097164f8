"""Images in answers. Imported for types, and for the OpenAPI document; never to answer a request."""

from typing import Annotated, NotRequired, TypedDict

from pydantic import Field

from web_service.api.answers import Moment
from web_service.domain.images.image import ImageStatus, RejectionCode

ImageId = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Width = Annotated[int, Field(description="pixels")]
AltText = Annotated[str, Field(description="describes the image for people who cannot see it")]
Placeholder = Annotated[str, Field(description="a data URI of a few bytes, to show while the image loads")]

PictureUrls = TypedDict("PictureUrls", {"320": str, "800": str, "1600": str})
PictureUrls.__doc__ = "WebP files of one image, each at most so many pixels wide."


class Refused(TypedDict):
    """Why an upload was rejected, and what its agent can do."""

    code: RejectionCode
    message: str


class Image(TypedDict):
    """An image as its agent sees it; only one that is READY has sizes and addresses.

    In a list of several listings, only the first image of each that is READY has addresses.
    """

    image_id: ImageId
    filename: str
    status: ImageStatus
    expires_at: Annotated[Moment | None, Field(description="until when it may be uploaded")]
    refused: Refused | None
    width: Width | None
    height: Width | None
    placeholder: Placeholder | None
    urls: Annotated[PictureUrls | None, Field(description="private: each holds for ten minutes, then read them again")]
    alt_text: AltText | None
    caption: str | None
    replaces: Annotated[ImageId | None, Field(description="the image that this one was made from, by a turn or a crop")]


class CardImage(TypedDict):
    """The first image of a listing. The answer's `Link-Template` has the addresses of its files."""

    image_id: ImageId
    alt_text: NotRequired[AltText]


class FirstImage(TypedDict):
    """The first image of a listing."""

    image_id: ImageId
    urls: PictureUrls
    alt_text: AltText | None


class DetailsImage(FirstImage):
    """An image of a listing."""

    width: Width
    height: Width
    placeholder: Placeholder
    caption: str | None


class Ticket(TypedDict):
    """Where to upload one image: POST the fields as a form, then the file as `file`, to the address."""

    image_id: ImageId
    url: str
    fields: dict[str, str]
