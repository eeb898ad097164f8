"""Both APIs' descriptions against the running APIs: Schemathesis sends what they allow, and what they do not."""
