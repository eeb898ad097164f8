"""The demonstration: twelve listings with drawings of their houses, and a story. Data, not product."""
