"""How the commands talk to people: options, steps, errors."""
