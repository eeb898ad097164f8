"""Keys of image files in the shared bucket. No key is ever written with another content.

| prefix       | holds                                                   | is read by                             |
|--------------|---------------------------------------------------------|----------------------------------------|
| `incoming/`  | uploads, until they are processed                       | the image function                     |
| `photos/`    | all files of each processed photo: a master, the widths | agents by signed addresses, moderation |
| `published/` | copies of the widths of what an approved version shows  | everybody                              |

Up to the release before `photos/`, all files were written to `published/`. The master of such a photo stays there: its
key is part of published events and of stored moderation results. The public reads nothing there but `*.webp`.
"""

from uuid import UUID

WIDTHS = (320, 800, 1600)  # pixels; an image is offered as WebP of at most each of these
MASTER_SIDE = 2560  # pixels of the longer side of the master, at most
MASTER = "master.jpg"  # the file that is moderated
PRIVATE, PUBLISHED = "photos/", "published/"


def incoming_prefix(property_id: str) -> str:
    return f"incoming/{property_id}/"


def incoming_key(property_id: str, image_id: UUID | str) -> str:
    """Return the key of an upload."""
    return f"{incoming_prefix(property_id)}{image_id}"


def private_prefix(property_id: str, image_id: UUID | str) -> str:
    """Return the folder of an image's files; no key in it is ever written twice."""
    return f"{PRIVATE}{property_id}/{image_id}/"


def published_prefix(property_id: str, image_id: UUID | str) -> str:
    """Return the folder of an image's public copies."""
    return f"{PUBLISHED}{property_id}/{image_id}/"


def width_file(width: int | str) -> str:
    return f"{width}.webp"


def master_key(property_id: str, image_id: UUID | str, *, is_private: bool = True) -> str:
    """Return the key of the JPEG that is moderated, as the published event names it."""
    folder = private_prefix if is_private else published_prefix
    return f"{folder(property_id, image_id)}{MASTER}"
