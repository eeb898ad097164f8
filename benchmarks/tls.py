"""TLS to the stand-in for AWS: a certificate that it signs itself, and what makes each SDK trust it.

Python trusts one file with all the roots that boto3 ships and this certificate, since reading so many is part of a cold
start; Node has its roots compiled in, and reads this one beside them.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOOPBACK = x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """The file of the stand-in's certificate and key, and the variables of a process that trusts it."""

    certificate: Path
    environment: Mapping[str, str]


def make_tls(folder: Path) -> Tls:
    own = write_certificate(folder / "stand-in.pem", LOOPBACK)
    roots = folder / "roots.pem"
    roots.write_text(files("botocore").joinpath("cacert.pem").read_text() + own.read_text())
    trust = {"SSL_CERT_FILE": roots, "AWS_CA_BUNDLE": roots, "NODE_EXTRA_CA_CERTS": own}
    return Tls(certificate=own, environment={name: str(file) for name, file in trust.items()})


def write_certificate(file: Path, *names: x509.GeneralName) -> Path:
    """Write a certificate for the names, signed by itself, behind its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return file
