"""The drivers' pages, for one thumb. Requests in, pages out; no rule of the business lives here."""
