"""The pages in a real Chromium: `make browser`. Needs chromium, its driver and a Chinese font."""
