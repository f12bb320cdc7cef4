"""How a project is billed: its price models, their rates, payment plans, products and payers."""
