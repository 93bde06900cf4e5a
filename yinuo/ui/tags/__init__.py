"""The functions behind the `ui` template tags, by what they draw; `templatetags/ui.py` registers them."""
