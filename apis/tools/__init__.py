"""Tools for the APIs' documents: OpenAPI, the gateway's part of the templates, and compatibility with the baseline."""
