"""The headers of every response of the site. CloudFront sends the same: see `unicorn_site/template.yaml`."""

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"  # a hashed name never gets another content
ASK_AGAIN = "no-cache"
A_DAY = "public, max-age=86400"


def content_security_policy(*, bucket: str) -> str:
    """Return the policy of pages that call their own origin, and the bucket at the address `bucket`.

    Locally the bucket shares its origin with the APIs, so the policy names its path as well.
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": f"'self' data: blob: {bucket}/",
        "connect-src": f"'self' {bucket} {bucket}/",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "lit-html",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def is_hashed(address: str) -> bool:
    """Return whether a file's name changes with its content."""
    return address.startswith("/assets/") and "-" in address.rpartition("/")[2]


def cache_control(address: str) -> str:
    """Return how long a file of the site may be kept."""
    if is_hashed(address):
        return FOR_EVER
    return A_DAY if address.startswith("/assets/") else ASK_AGAIN
