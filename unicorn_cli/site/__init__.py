"""The web site: built, served on this machine, published on AWS."""
