"""How an image is stored within the item of its listing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from unicorn_kit.moments import rfc3339
from web_service.domain.images.edit import Crop, ImageEdit, Size
from web_service.domain.images.image import Image, ImageInfo, ImageStatus, Rejection, RejectionCode


def image_attributes(image: Image) -> dict[str, Any]:
    info, rejection = image.info, image.rejection
    return {
        "image_id": str(image.image_id),
        "filename": image.filename,
        "status": image.status,
        "expires_at": rfc3339(image.expires_at),
        "width": info.width if info else None,
        "height": info.height if info else None,
        "placeholder": info.placeholder if info else None,
        "refused": {"code": rejection.code, "message": rejection.message} if rejection else None,
        "alt_text": image.alt_text,
        "caption": image.caption,
        "private": image.is_private or None,
        "replaces": str(image.replaces) if image.replaces else None,
        "edit": _edit(image.edit) if image.edit else None,
    }


def to_image(found: Mapping[str, Any]) -> Image:
    return Image(
        image_id=UUID(found["image_id"]),
        filename=found["filename"],
        status=ImageStatus(found["status"]),
        expires_at=datetime.fromisoformat(found["expires_at"]),
        info=_to_info(found) if "placeholder" in found else None,
        rejection=_to_rejection(found["refused"]) if "refused" in found else None,
        alt_text=found.get("alt_text"),
        caption=found.get("caption"),
        is_private=found.get("private", False),
        replaces=UUID(found["replaces"]) if "replaces" in found else None,
        edit=_to_edit(found["edit"]) if "edit" in found else None,
    )


def _edit(edit: ImageEdit) -> dict[str, Any]:
    return {
        "turn": edit.turn,
        "left": edit.crop.left,
        "top": edit.crop.top,
        "width": edit.crop.width,
        "height": edit.crop.height,
        "of_width": edit.of.width,
        "of_height": edit.of.height,
    }


def _to_edit(found: Mapping[str, Any]) -> ImageEdit:
    return ImageEdit(
        turn=found["turn"],
        crop=Crop(left=found["left"], top=found["top"], width=found["width"], height=found["height"]),
        of=Size(width=found["of_width"], height=found["of_height"]),
    )


def _to_info(found: Mapping[str, Any]) -> ImageInfo:
    return ImageInfo(width=found["width"], height=found["height"], placeholder=found["placeholder"])


def _to_rejection(found: Mapping[str, Any]) -> Rejection:
    return Rejection(code=RejectionCode(found["code"]), message=found["message"])
