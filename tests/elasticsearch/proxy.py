"""What may stand between us and a server: a slow line, or a certificate that nobody knows."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

CHUNK = 1 << 16


@dataclass(frozen=True)
class _Line:
    """Carries bytes to a port of this machine, and answers back, `delay` seconds late."""

    port: int
    delay: float

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            back, there = await asyncio.open_connection("127.0.0.1", self.port)
            with suppress(asyncio.CancelledError):
                await asyncio.gather(_carry(reader, there, 0), _carry(back, writer, self.delay))
            there.close()
        writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    while chunk := await reader.read(CHUNK):
        await asyncio.sleep(delay)
        writer.write(chunk)
        await writer.drain()
    writer.close()


@contextmanager
def proxy(port: int, *, delay: float = 0.0, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Everything sent to the port that it gives goes to another port; answers come `delay` seconds later."""
    opened: SimpleQueue[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = SimpleQueue()

    async def serve() -> None:
        server = await asyncio.start_server(_Line(port, delay).connect, "127.0.0.1", 0, ssl=tls)
        closing = asyncio.Event()
        opened.put((server.sockets[0].getsockname()[1], asyncio.get_running_loop(), closing))
        await closing.wait()
        server.close()

    thread = Thread(target=asyncio.run, args=(serve(),), name="proxy")
    thread.start()
    own_port, loop, closing = opened.get()
    try:
        yield own_port
    finally:
        loop.call_soon_threadsafe(closing.set)
        thread.join()
