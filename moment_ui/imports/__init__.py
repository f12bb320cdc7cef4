"""Importing customers, contacts, projects, invoices, payments and hours from CSV and XLSX files.

A file is read row by row, checked whole against the company without holding anybody up, and then
written in one short transaction. Nothing is written when anything is wrong, unless asked for.
"""
