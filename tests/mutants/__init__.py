"""Every safeguard of the system, and proof that a test holds it: each is broken in a copy, and the test has to fail."""
