"""The use cases, one function per request, one module per capability."""
