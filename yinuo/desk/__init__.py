"""The agent's and supervisor's pages: requests in, pages out; no rule of the business lives here."""
