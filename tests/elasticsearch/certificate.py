"""A certificate that nobody has heard of."""

import ssl
import subprocess
from pathlib import Path


def own_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 signed by itself, as a file to trust and as what a server shows."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    said = ["-days", "2", "-subj", "/CN=innokb-test", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, *said, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate, key)
    return certificate, shown
