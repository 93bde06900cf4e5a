"""The floor of live pages: a bare asyncio server that tells every open connection each line of its input.

Prints its port; a line `NAME` is told as a signal of that name, and answered by the time it was told.
"""

import asyncio
import json
import sys
import time


async def _main() -> None:
    writers: list[asyncio.StreamWriter] = []

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\ndata: {}\n\n")
        writers.append(writer)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while name := (await asyncio.to_thread(sys.stdin.readline)).strip():
        told = time.monotonic()
        line = f"data: {json.dumps({'signals': [name]})}\n\n".encode()
        for writer in writers:
            writer.write(line)
        print(told, flush=True)


asyncio.run(_main())
