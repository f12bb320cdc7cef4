"""Invoicing options: what is set at the company, a customer and a project, and what wins."""
