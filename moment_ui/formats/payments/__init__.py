"""Payments as banks tell of them: OCR giro and camt.054, read to one kind of row. Pure."""
