"""Pictures of houses, drawn by the program: there is no photograph to license, and each house is its own."""
