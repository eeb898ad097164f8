"""Dead letters: which there are, what they say, and the way back."""
