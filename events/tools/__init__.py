"""The published language: what the contexts say to each other, written from their models and held to them."""
