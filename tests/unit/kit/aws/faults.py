"""What may come instead of an answer."""

from dataclasses import replace
from datetime import timedelta
from gzip import compress

from tests.unit.kit.aws.fault_server import BAD_CHECKSUM, CLOSED, CUT, Reply, error, raw, skewed

ITEM = Reply(body=b'{"Item": {"pk": {"S": "a home"}, "photo": {"B": "AAEC"}, "all": {"BS": ["AA=="]}}}')
NAMESPACE = "com.amazonaws.dynamodb.v20120810#"
CONDITION = error(400, f"{NAMESPACE}ConditionalCheckFailedException", "The conditional request failed")
CANCELLED = error(
    400,
    f"{NAMESPACE}TransactionCanceledException",
    CancellationReasons=[{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "The conditional request"}],
)
FAULTS = {
    "closed": CLOSED,
    "condition": CONDITION,
    "cancelled": CANCELLED,
    "conflict": error(400, f"{NAMESPACE}TransactionConflictException"),
    "in progress": error(400, f"{NAMESPACE}TransactionInProgressException"),
    "throttled": error(400, f"{NAMESPACE}ProvisionedThroughputExceededException"),
    "throttled, bare": error(400, "ThrottlingException"),
    "limit": error(400, f"{NAMESPACE}RequestLimitExceeded"),
    "internal": error(500, f"{NAMESPACE}InternalServerError"),
    "unavailable": error(503, "ServiceUnavailable"),
    "page": Reply(status=502, body=b"<html>Bad gateway</html>"),
    "empty": Reply(status=503, body=b""),
    "moved": Reply(status=301, body=b"", headers={"Location": "http://127.0.0.1:1/"}),
    "denied": error(400, "com.amazon.coral.service#AccessDeniedException", "User is not authorized"),
    "unknown": error(400, "com.example#NobodyKnowsThisException"),
    "too many": error(429, "TooManyRequestsException"),
    "too many, a page": Reply(status=429, body=b"<html>"),
    "internal, a page": Reply(status=500, body=b"<html>"),
    "internal, empty": Reply(status=500, body=b""),
    "not implemented": Reply(status=501, body=b""),
    "too late": Reply(status=504, body=b""),
    "forbidden, a page": Reply(status=403, body=b"<html>a proxy's</html>"),
    "without a name": Reply(status=400, body=b'{"message": "no"}'),
    "with another name": Reply(status=400, body=b'{"__type": "__class__"}'),
    "with no name": Reply(status=400, body=b'{"__type": "A\\u0000"}'),
    "named elsewhere": Reply(
        status=400, body=b'{"code": "ThrottlingException"}', headers={"x-amzn-errortype": "Other"}
    ),
    "moved for now": Reply(status=307, body=b"", headers={"Location": "http://127.0.0.1:1/"}),
    "as before": Reply(status=304, body=b""),
    "half of the status": Reply(raw=b"HTTP/1.1 2"),
    "half a chunk": Reply(raw=b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n21\r\n{"Item"'),
    "no HTTP": Reply(raw=b"\0\1\2\r\n\r\n"),
    "another protocol": Reply(raw=b"SSH-2.0-OpenSSH\r\n"),
    "too many headers": raw(headers=b"".join(b"x-%d: y\r\n" % number for number in range(200))),
    "a header too long": raw(headers=b"x: " + b"y" * 70_000 + b"\r\n"),
    "without its length": Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n" + ITEM.body),
    "continued": Reply(raw=b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
    "clock, without a date": error(400, "RequestTimeTooSkewed"),
    "clock, a strange date": replace(skewed(timedelta()), headers={"Date": "Fri, 31 Dec 9999 23:59:59 GMT"}),
    "clock, no date": replace(skewed(timedelta()), headers={"Date": "soon"}),
    "wrong key": skewed(timedelta()),
}
# Damaged answers. Ours asks again and then raises NoAnswer, for each of them. botocore's end is beside it: an answer
# without an item, as if there were none, or an error that no caller expects.
NOTHING = "answered nothing"
STRICTER: dict[str, tuple[Reply, str]] = {
    "half of the headers": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Le"), NOTHING),
    "headers alone": (raw(body=b"", length=33), NOTHING),
    "half a body": (CUT, NOTHING),
    "half a body without its length": (Reply(raw=b"HTTP/1.1 200 OK\r\n\r\n" + ITEM.body[:20]), NOTHING),
    "empty": (Reply(body=b""), NOTHING),
    "no content": (Reply(status=204, body=b""), NOTHING),
    "early hints": (Reply(raw=b"HTTP/1.1 103 Early Hints\r\n\r\n"), NOTHING),
    "truncated JSON": (Reply(body=ITEM.body[:20]), NOTHING),
    "a page": (Reply(body=b"<html>"), NOTHING),
    "a list": (Reply(body=b"[]"), "AttributeError"),
    "a null": (Reply(body=b"null"), "AttributeError"),
    "no text": (Reply(body=b"\xff\xfe"), "UnicodeDecodeError"),
    "deeper than any": (Reply(body=b"[" * 100_000), "RecursionError"),
    "no base64": (Reply(body=b'{"Item": {"photo": {"B": "A"}}}'), "Error"),
    "compressed": (Reply(body=compress(ITEM.body), headers={"Content-Encoding": "gzip"}), "UnicodeDecodeError"),
    "wrong checksum": (BAD_CHECKSUM, NOTHING),
    "no checksum": (Reply(headers={"x-amz-crc32": "none"}), "ValueError"),
}
