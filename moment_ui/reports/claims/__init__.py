"""Travel & expense claims in the reader’s language."""
