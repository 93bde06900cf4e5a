"""Where gateways push receipts and replies: an address each, no token, the push itself is the proof."""
