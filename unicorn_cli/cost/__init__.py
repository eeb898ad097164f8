"""The cost of a stage on AWS: prices, and the quantities that each use of the system takes."""
