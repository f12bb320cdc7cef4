"""New projects: what they may begin with, and the whole beginning in one act."""
