"""The one shared kernel: how an address is spelled and becomes a property id.

All contexts depend on it, so it is kept small. It is pure: no AWS, no environment, no clock; `domain/` may import it.
"""
