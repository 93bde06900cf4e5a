"""Many open streams in one process: says `ready` when each was greeted, and at the end of its input prints
what arrived when, as JSON. `python -m bench.listening COUNT PATH COOKIE PORT [PORT …]`.
"""

import asyncio
import json
import sys
import time
from typing import Any

GREETING = 30.0
Heard = list[tuple[float, list[str]]]


async def listen(port: int, path: str, cookie: str, heard: Heard, greeted: "asyncio.Event") -> None:
    """One stream, until the process ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    async for line in reader:
        if not line.startswith(b"data:"):
            continue
        at = time.monotonic()
        if greeted.is_set() and (names := json.loads(line[5:]).get("signals")):
            heard.append((at, names))
        greeted.set()


async def _main(count: int, path: str, cookie: str, ports: list[int]) -> None:
    heard: list[Heard] = [[] for _ in range(count)]
    tasks: list[asyncio.Task[Any]] = []
    for index, mine in enumerate(heard):
        greeted = asyncio.Event()
        tasks.append(asyncio.create_task(listen(ports[index % len(ports)], path, cookie, mine, greeted)))
        await asyncio.wait_for(greeted.wait(), GREETING)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    print(json.dumps(heard))


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), sys.argv[2], sys.argv[3], [int(port) for port in sys.argv[4:]]))
