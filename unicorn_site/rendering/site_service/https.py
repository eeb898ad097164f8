"""Reads from an origin by HTTPS, on a connection that stays open between requests."""

from http.client import HTTPException, HTTPSConnection

from site_service.origin import Answer, Unavailable

TIMEOUT = 8.0  # seconds
LINKS = ("Link", "Link-Template")
ATTEMPTS = 2  # the other side may have ended an idle connection


class Origin:
    """One origin, read by one request at a time."""

    def __init__(self, host: str) -> None:
        self._connection = HTTPSConnection(host, timeout=TIMEOUT)

    def get(self, path: str) -> Answer:
        for attempt in range(ATTEMPTS):
            try:
                return self._get(path)
            except (HTTPException, OSError) as error:
                self._connection.close()
                if attempt + 1 == ATTEMPTS or isinstance(error, TimeoutError):
                    raise Unavailable(f"{path}: {type(error).__name__}") from error
        raise AssertionError("the last attempt returns or raises")

    def _get(self, path: str) -> Answer:
        self._connection.request("GET", path, headers={"User-Agent": "unicorn-site"})
        response = self._connection.getresponse()
        return Answer(response.status, response.read(), *(response.headers.get(name, "") for name in LINKS))
