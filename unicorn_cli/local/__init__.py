"""The system on this machine: its engine, its processes, its stacks."""
