"""Commands of the web site's sources: check them, write what is generated, take screenshots."""
