"""Setting up: company, people, places, vehicles, hours, days, reference tables, and files for them."""
