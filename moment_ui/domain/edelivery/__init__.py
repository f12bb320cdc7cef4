"""E-invoices on their way: handed to an access point, and what the network says became of them."""
