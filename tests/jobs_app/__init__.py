"""An app with work of a few kinds, loaded in the child by `tests.jobs_app.settings`."""
