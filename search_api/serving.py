"""Running the API as a server."""

from typing import Final

from search_api.settings import Settings

LONGEST_ADDRESS: Final = 2 << 20
"""Bytes of an address and its headers; a question of 100,000 characters takes 900,000 there."""


LAST_ANSWERS_S: Final = 5
"""Seconds that answers in progress have when the server is stopped; a page that follows a job would listen on."""


def serve(settings: Settings) -> None:
    """Serve the API at the address that the settings name, until interrupted."""
    import structlog
    import uvicorn

    from search_api.app import create_app

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    uvicorn.run(
        create_app(settings),
        host=settings.api_host,
        port=settings.api_port,
        log_level="warning",
        access_log=False,
        h11_max_incomplete_event_size=LONGEST_ADDRESS,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
    )
