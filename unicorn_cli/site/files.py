"""The built site as HTTP responses: the file for each address, its type, and its caching."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from unicorn_cli.site.headers import cache_control

AREAS = ("agent", "events", "live")  # each a page of its own; everything else is the customers'
COMPRESSED = {"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml", "text/plain"}
TYPES = {".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    content: bytes
    compressed: bytes | None
    media_type: str
    cache_control: str
    etag: str


def read(folder: Path) -> dict[str, File]:
    """Return every file below a folder by its address. What is not in there has no address: no path leads elsewhere."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {address: file_of(address, path.read_bytes()) for path in found if (address := _address(path, folder))}


def file_of(address: str, content: bytes) -> File:
    kind = media_type(address)
    return File(
        content=content,
        compressed=gzip.compress(content, mtime=0) if kind in COMPRESSED else None,
        media_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        cache_control=cache_control(address),
        etag=f'"{hashlib.sha256(content).hexdigest()[:20]}"',
    )


def page_of(path: str) -> str:
    """Return the address of the file for a path: names with a dot are files, all others are addresses inside a page.

    CloudFront's function in `unicorn_site/template.yaml` does the same.
    """
    if "." in path.rpartition("/")[2]:
        return path
    area = path.split("/")[1]
    return f"/{area}/index.html" if area in AREAS else "/index.html"


def media_type(address: str) -> str:
    suffix = Path(address).suffix
    return TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")


def _address(path: Path, folder: Path) -> str:
    return "/" + path.relative_to(folder).as_posix()
