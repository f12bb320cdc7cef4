"""Measurements against the targets: `make bench`. Everything runs on this machine, over loopback."""
