"""Lambda packages: what a function's handler can import, with byte code, and nothing else."""
