"""What every face is built from: the page shell, the template tags, regions, toasts, failures and words.

Not for the business: nothing here reads a ticket or decides anything. The look itself lives in `assets/`.
"""
