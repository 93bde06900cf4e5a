"""Complaints, suggestions and praise, from the first word to a satisfied customer (R123–R220)."""
