"""A certificate for 127.0.0.1 that vouches for itself, and the context of a service that has it."""

import datetime
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def context(folder: Path) -> ssl.SSLContext:
    """Writes `service.pem`, which clients are to believe, and gives the service's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "service")])
    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(
            x509.random_serial_number()
        ).not_valid_before(now - day).not_valid_after(now + day).add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        ).add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256())
    )
    (folder / "service.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "service.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "service.pem", folder / "service.key")
    return made
