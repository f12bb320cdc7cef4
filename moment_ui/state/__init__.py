"""Reflex state: handlers that read a form, call one command or query and fill vars."""
