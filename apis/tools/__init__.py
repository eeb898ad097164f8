"""Tools for the APIs' OpenAPI documents: the compatibility check against the published baseline."""
