"""What may stand between us and a server: a slow line, or a certificate that nobody knows."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

CHUNK = 1 << 16


@dataclass
class Line:
    """A port that leads to another one; answers come `delay` seconds late, which may be changed meanwhile."""

    to: int
    delay: float
    port: int = 0

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry what comes in there, and the answers back."""
        with suppress(OSError):
            back, there = await asyncio.open_connection("127.0.0.1", self.to)
            await asyncio.gather(_carry(reader, there, lambda: 0), _carry(back, writer, lambda: self.delay))


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: Callable[[], float]) -> None:
    loop = asyncio.get_running_loop()
    while chunk := await reader.read(CHUNK):
        loop.call_later(delay(), writer.write, chunk)
    loop.call_later(delay(), writer.close)


@contextmanager
def proxy(port: int, *, delay: float = 0.0, tls: ssl.SSLContext | None = None) -> Iterator[Line]:
    """A line to a port of this machine."""
    line = Line(port, delay)
    opened: SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = SimpleQueue()

    async def serve() -> None:
        server = await asyncio.start_server(line.connect, "127.0.0.1", 0, ssl=tls)
        line.port = server.sockets[0].getsockname()[1]
        closing = asyncio.Event()
        opened.put((asyncio.get_running_loop(), closing))
        await closing.wait()
        server.close()

    thread = Thread(target=asyncio.run, args=(serve(),), name="proxy")
    thread.start()
    loop, closing = opened.get()
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(closing.set)
        thread.join()
