"""The reader's own settings: how numbers, dates and colours look, for this person everywhere."""
