"""Telling the live screens that something changed: names only, after the commit, and allowed to fail alone.

`publish()` reaches every stream of this process at once; what other processes changed comes from
`yinuo.core.events.echo`.
"""

from yinuo.core.live.hub import END, listening, missed, now_ms, publish, subscribe

__all__ = ["END", "listening", "missed", "now_ms", "publish", "subscribe"]
