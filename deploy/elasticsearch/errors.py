"""Why there is no server. Each error carries its Chinese message, with what mends it, in `str(error)`."""


class ServerNotToBeHad(Exception):
    """Something is missing on this machine: Java, Maven, or the network that Maven needs."""


class ServerFailed(Exception):
    """The server did not come up, or ended by itself; the message has the end of its log."""
