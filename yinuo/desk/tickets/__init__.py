"""The workbench: queue, one ticket with its timeline, the customer and the script; search; calls noted by hand."""
