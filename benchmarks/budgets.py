"""What a function may cost, and which figures are over it."""

from dataclasses import dataclass

MEGABYTE = 1_000_000

COLD = 1.6  # cold start to first answer, in ratio to a process that only makes a client
COLD_OF = {"WebSearchApi": 1.25}  # what customers wait for
WARM_MS = 3.0  # CPU
WARM_MS_OF = {
    "WebProcessImage": None
}  # its work is pixels: its case is a small picture, so that cold is about starting
LOG_BYTES = 1000
ZIP_BYTES = 5 * MEGABYTE
# These carry Pillow; the stand-ins for Rekognition and Comprehend exist on stage `local` alone.
ZIP_BYTES_OF = dict.fromkeys(
    ("WebProcessImage", "PropertiesDetectSentiment", "PropertiesDetectModerationLabels"), 12 * MEGABYTE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A function's figures, each the median of its rounds; the ratio is made within each round."""

    function: str
    case: str
    ratio: float  # of wall time
    cpu_ratio: float
    cold_ms: float
    warm_ms: float
    calls: float  # of AWS, per request
    peak_mib: float
    log_bytes: float
    zip_bytes: int
    modules: int
    rounds: int
    only_local: bool


def over(row: Row) -> list[str]:
    """Return what is over the function's budget. Stand-ins never run on AWS, so they have none."""
    if row.only_local:
        return []
    cold = COLD_OF.get(row.function, COLD)
    warm = WARM_MS_OF.get(row.function, WARM_MS)
    size = ZIP_BYTES_OF.get(row.function, ZIP_BYTES)
    found = []
    if row.ratio > cold:
        found.append(f"cold {row.ratio:.2f} > {cold}")
    if warm is not None and row.warm_ms > warm:
        found.append(f"warm {row.warm_ms:.1f} > {warm} ms")
    if row.log_bytes > LOG_BYTES:
        found.append(f"log {row.log_bytes:.0f} > {LOG_BYTES} B")
    if row.zip_bytes > size:
        found.append(f"zip {row.zip_bytes / MEGABYTE:.1f} > {size / MEGABYTE:.0f} MB")
    return found
