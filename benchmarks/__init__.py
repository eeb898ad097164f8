"""Cold start, warm cost, memory, log and size of every function, as packed: `python -m benchmarks`."""
