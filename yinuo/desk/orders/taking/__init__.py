"""Taking an order on the telephone: one page that asks, screens, reads back, quotes, confirms and sends.

`page` opens it · `deeds` what is done while the customer speaks · `finishing` confirm and send · `lookups`
who rings, usual addresses · `sheet`, `elements` and `agreement` say how it looks.
"""
