"""What machines ask: is it alive, is it ready, how is it doing; and the one live stream of a browser."""
