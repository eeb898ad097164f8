"""Technical code that all contexts share. It knows no word of the business and no context.

No module here reads the environment or makes a client: each context's wiring does, and passes them in. Nothing
happens at import, and no module imports pydantic or Powertools unless that is all it is for.
"""
