"""The REST interface under /api/v1: requests in, JSON out; no rule of the business lives here."""
