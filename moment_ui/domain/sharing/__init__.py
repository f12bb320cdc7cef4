"""Sharing: co-workers from partner companies, and the secondary projects that follow a main project.

Projects, milestones, price models and rates call it when something changes; it calls none of them.
"""
