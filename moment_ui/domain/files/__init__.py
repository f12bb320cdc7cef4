"""What all stored files have in common: that their time runs out."""
