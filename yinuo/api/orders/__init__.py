"""Orders over the API: the same verbs as at the desk."""
