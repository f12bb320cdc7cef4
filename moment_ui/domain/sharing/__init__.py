"""Shared projects: secondary projects in partner companies, and what they take from the main one."""
