"""Passes on what comes, both ways, over connections that clients use in turn: `relaying.py PORT:UPSTREAM…`."""

import asyncio
import sys

idle: dict[int, list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]] = {}


async def serve(client: asyncio.StreamReader, out: asyncio.StreamWriter, upstream: int) -> None:
    pool = idle.setdefault(upstream, [])
    while pool and pool[-1][0].at_eof():
        pool.pop()
    reader, writer = pool.pop() if pool else await asyncio.open_connection("127.0.0.1", upstream)

    async def back() -> None:
        while data := await reader.read(65536):
            out.write(data)
        out.close()

    task = asyncio.create_task(back())
    try:
        while data := await client.read(65536):
            writer.write(data)
    except OSError:
        pass
    if not task.done():
        task.cancel()
        pool.append((reader, writer))
    out.close()


async def main(pairs: list[str]) -> None:
    servers = []
    for pair in pairs:
        port, upstream = map(int, pair.split(":"))
        servers.append(
            await asyncio.start_server(
                lambda reader, writer, upstream=upstream: serve(reader, writer, upstream), "127.0.0.1", port
            )
        )
    await asyncio.gather(*[server.serve_forever() for server in servers])


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
