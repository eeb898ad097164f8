"""The structure of a JPEG file: where its picture ends, how many scans it has, and whether one is missing."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

START, END = b"\xff\xd8", b"\xff\xd9"
END_CODE, SCAN_CODE = 0xD9, 0xDA
FRAME_CODES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCB})
# As decoders look for a marker: 0 stands for a byte of pixels, restarts are among them, and any other byte is skipped.
MARKER = re.compile(rb"\xff([^\x00\x01\xff\xd0-\xd8])", re.DOTALL)
RESTART = re.compile(rb"\xff([\xd0-\xd7])")
RESTARTS = range(0xD0, 0xD8)  # numbered in turn
PIXELS = b"\x55\xaa" * 300  # anything; enough for a block of every component
COEFFICIENTS = 64  # of a block, for each component


@dataclass(frozen=True, slots=True, kw_only=True)
class JpegFile:
    """A JPEG's own picture, without what a phone appends: a film, further pictures, a depth map."""

    picture: bytes
    has_end: bool  # a file may be cut before the end marker, with every pixel there
    scans: int  # at most one more than the maximum given
    has_all_scans: bool


def read(content: bytes, *, scans_max: int) -> JpegFile:
    """Return the picture at the beginning of a file that begins as a JPEG does."""
    scans: list[bytes] = []
    components = b""
    for code, begin in _markers(content):
        segment = _segment(content, begin)
        if code == END_CODE:
            return _file(content[:begin], scans, components, has_end=True)
        if code == SCAN_CODE:
            scans.append(segment)
        if code in FRAME_CODES:
            components = segment[6::3]
        if len(scans) > scans_max:
            break
    return _file(content.removesuffix(b"\xff"), scans, components, has_end=False)


def further_pixels(picture: bytes) -> tuple[bytes, ...]:
    """Return what a JPEG without its end might go on with: nothing, pixels, and a restart with pixels.

    A decoder that has all pixels skips either; one that lacks some shows them in its place.
    """
    found = RESTART.findall(picture)
    last = found[-1][0] if found else RESTARTS[-1]
    restart = RESTARTS[(last + 1 - RESTARTS[0]) % len(RESTARTS)]
    return b"", PIXELS, bytes((0xFF, restart)) + PIXELS


def _markers(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker and where its segment begins; what is in a segment, as a thumbnail, is none."""
    at = len(START)
    while found := MARKER.search(content, at):
        at = found.end()
        code = found[1][0]
        yield code, at
        at += len(_segment(content, at)) + 2


def _segment(content: bytes, begin: int) -> bytes:
    length = content[begin : begin + 2]
    return content[begin + 2 : begin + struct.unpack(">H", length)[0]] if len(length) == 2 else b""  # noqa: PLR2004


def _file(picture: bytes, scans: list[bytes], components: bytes, *, has_end: bool) -> JpegFile:
    exact = {entry for scan in scans for entry in _exact(scan)}
    whole = {(component, number) for component in components for number in range(COEFFICIENTS)}
    return JpegFile(picture=picture, has_end=has_end, scans=len(scans), has_all_scans=bool(whole) and whole <= exact)


def _exact(scan: bytes) -> Iterator[tuple[int, int]]:
    """Yield the component and number of each coefficient that is exact after a scan: a progressive JPEG refines."""
    if not scan or len(scan) < 2 * scan[0] + 4:
        return
    components = scan[1 : 2 * scan[0] : 2]
    first, last, precision = scan[2 * scan[0] + 1 :][:3]
    if precision & 0x0F == 0:
        yield from ((component, number) for component in components for number in range(first, last + 1))
