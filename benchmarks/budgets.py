"""The budgets of functions, and the figures that exceed them."""

from dataclasses import dataclass

MEGABYTE = 1_000_000

COLD = 1.6  # cold start to first answer, in ratio to a process that only makes a client
COLD_OF = {
    "WebSearchApi": 1.25,  # customers wait for it
    "WebProcessImage.50-megapixels": None,  # is measured for its memory: its work is pixels
}
WARM_MS = 3.0  # CPU
WARM_MS_OF = {"WebProcessImage": None}
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
    memory_mib: int  # that the function is given
    log_bytes: float
    zip_bytes: int
    modules: int
    rounds: int
    only_local: bool


def over(row: Row) -> list[str]:
    """Return what is over the function's budget. Stand-ins never run on AWS, so they have none."""
    if row.only_local:
        return []
    cold = COLD_OF.get(row.case, COLD_OF.get(row.function, COLD))
    warm = WARM_MS_OF.get(row.function, WARM_MS)
    size = ZIP_BYTES_OF.get(row.function, ZIP_BYTES)
    limits = (
        (row.ratio, cold, f"cold {row.ratio:.2f} > {cold}"),
        (row.warm_ms, warm, f"warm {row.warm_ms:.1f} > {warm} ms"),
        (row.peak_mib, row.memory_mib, f"memory {row.peak_mib:.0f} > {row.memory_mib} MiB"),
        (row.log_bytes, LOG_BYTES, f"log {row.log_bytes:.0f} > {LOG_BYTES} B"),
        (row.zip_bytes, size, f"zip {row.zip_bytes / MEGABYTE:.1f} > {size / MEGABYTE:.0f} MB"),
    )
    return [missed for figure, limit, missed in limits if limit is not None and figure > limit]
