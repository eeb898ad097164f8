"""AWS's list prices in US dollars, for us-east-1 and arm64. Other regions are up to a half dearer.

They are from AWS's public price pages as of 2025, entered by hand: look them up again before a decision rests on them.
"""

from dataclasses import dataclass

AS_OF = "2025"
REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one unit, and how many units an account has free of charge each month, for ever."""

    unit: str
    dollars: float
    free: float = 0.0


MILLION = 1_000_000
PRICES = {
    "alarm": Price("metric watched by an alarm, a month", 0.10, free=10),
    "api-request": Price("request to a REST API", 3.50 / MILLION),
    "cdn-function": Price("run of a CloudFront function", 0.10 / MILLION, free=2 * MILLION),
    "cdn-gigabyte": Price("GB sent by CloudFront", 0.085, free=1000),
    "cdn-request": Price("HTTPS request to CloudFront", 1.00 / MILLION, free=10 * MILLION),
    "comprehend-unit": Price("100 characters read by Comprehend", 0.0001),
    "event": Price("event on the bus, for each 64 kB", 1.00 / MILLION),
    "express-gigabyte-second": Price("GB-second of an Express workflow", 0.00001667),
    "express-run": Price("run of an Express workflow", 1.00 / MILLION),
    "lambda-gigabyte-second": Price("GB-second of a function", 0.0000133334, free=400_000),
    "lambda-request": Price("invocation of a function", 0.20 / MILLION, free=MILLION),
    "log-gigabyte": Price("GB of logs", 0.50, free=5),
    "metric-read": Price("metric read by the API", 10.00 / MILLION),
    "queue-request": Price("request to a queue", 0.40 / MILLION, free=MILLION),
    "rekognition-image": Price("image judged by Rekognition", 0.001),
    "s3-get": Price("GET of S3", 0.40 / MILLION),
    "s3-put": Price("PUT of S3", 5.00 / MILLION),
    "secret": Price("secret, a month", 0.40),
    "storage-gigabyte": Price("GB in S3, a month", 0.023),
    "table-gigabyte": Price("GB in DynamoDB with its backup, a month", 0.45),
    "table-read": Price("read request unit of DynamoDB", 0.125 / MILLION),
    "table-write": Price("write request unit of DynamoDB", 0.625 / MILLION),
    "transition": Price("state transition of a Standard workflow", 25.0 / MILLION, free=4000),
}
