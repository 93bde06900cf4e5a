"""The switchboard: which event causes what. One declarative table per module; nothing else reacts."""
