"""The `unicorn` command: the local system, the stages on AWS, and the event bus."""
