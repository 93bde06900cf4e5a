"""The workbench: queue, one ticket with its timeline, customer and script; search; calls noted by hand."""
