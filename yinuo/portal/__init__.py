"""The customers' pages: order, follow, ask. Requests in, pages out; no rule of the business lives here."""
