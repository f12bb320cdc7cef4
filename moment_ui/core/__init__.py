"""What every other package may lean on: money, time, errors, events, tables. Imports nothing of ours."""
