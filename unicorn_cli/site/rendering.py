"""The customers' pages and the sitemaps as the function of the site's stack renders them on AWS, in this process."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from urllib.parse import parse_qs

from site_service import answers, origin

from unicorn_cli.site.files import File
from unicorn_cli.site.forwarding import Forwarder, target_of
from unicorn_kit.problems import Problem


class Renderer:
    """Renders pages from the served files and the API that requests are forwarded to. Any thread may use it."""

    def __init__(self, base: str, forwarder: Forwarder, find: Callable[[str], File | None]) -> None:
        self._base, self._forwarder, self._find = base, forwarder, find

    def render(self, path: str, query: str, forwards: Mapping[str, str]) -> tuple[HTTPStatus, File] | None:
        """Return the response to a path, None if it is a file's, or there is no API to read."""
        if not answers.is_ours(path) or origin.API not in forwards:
            return None
        cursor, typed = (parse_qs(query).get(name, [""])[-1] for name in ("cursor", "q"))
        get = partial(self._get, forwards=forwards)
        response = answers.answer(path, cursor, base=self._base, get=get, typed=typed)
        content = response.body.encode()
        return response.status, File(
            content=content,
            compressed=gzip.compress(content, mtime=0),
            media_type=f"{response.media_type}; charset=utf-8",
            cache_control=response.cache_control,
            etag=f'"{hashlib.sha256(content).hexdigest()[:20]}"',
        )

    def _get(self, path: str, forwards: Mapping[str, str]) -> origin.Answer:
        if target := target_of(path, forwards):
            try:
                answer = self._forwarder.send("GET", target, [], b"")
            except Problem as problem:
                raise origin.Unavailable(path) from problem
            named = {name.lower(): value for name, value in answer.headers}
            return origin.Answer(answer.status, answer.body, named.get("link", ""), named.get("link-template", ""))
        file = self._find(path)
        return origin.Answer(HTTPStatus.OK, file.content) if file else origin.Answer(HTTPStatus.NOT_FOUND, b"")
