"""Coming in: by phone and PIN, by the link of one job."""
