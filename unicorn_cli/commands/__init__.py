"""The commands as they are typed; each file is one group of them."""
