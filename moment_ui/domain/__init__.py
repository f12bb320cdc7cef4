"""What the program knows and does, by noun: commands, queries, rules, errors."""
