"""Pure writers: tables in, bytes out."""
