"""`/robots.txt`: what crawlers may read. It is a file: `unicorn site publish` and the local server write it."""

NOT_FOR_CRAWLERS = (
    "/agent/",
    "/live/",
    "/saved",  # is another page in each browser
    "/viewings/",  # are read by who has the link
    "/alerts/",
    "/api/contracts/",
    "/api/sign-in/",
    "/api/web/docs",
    "/api/web/openapi.json",
)


def robots(base: str, *, is_indexed: bool) -> str:
    """Return the rules of a site: those of a stage for people, or of one for tests, which no search engine is to keep.

    Crawlers that run scripts need the public reads below `/api/web/`.
    """
    if not is_indexed:
        return "User-agent: *\nDisallow: /\n"
    rules = "".join(f"Disallow: {path}\n" for path in NOT_FOR_CRAWLERS)
    return f"User-agent: *\n{rules}\nSitemap: {base}/sitemap.xml\n"
