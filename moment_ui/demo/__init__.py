"""Demo data: a believable group of three project companies, fresh for the day it is made."""
