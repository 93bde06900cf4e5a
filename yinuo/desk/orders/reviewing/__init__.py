"""Reviewing what customers ordered on the web: the queue, a page for each order, the call, the end.

`queue` who waits · `page` opens the review · `deeds` what is done on it · `finishing` confirm and send, or
void · `checklist`, `letter`, `calls` and `sheet` say how it looks · `wishes` what customers ask for later.
"""
