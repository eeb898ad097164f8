"""The `unicorn` command: the local cloud, its data and its story."""
