"""The certificate of a server that speaks https itself: made ready, and looked at as a phone would."""

import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from openspace.core.settings import BadSettings, Settings

_ROUNDS = 8  # a handshake is over after fewer


def secured(settings: Settings) -> ssl.SSLContext | None:
    """What connections are wrapped in; None where the operator gave no certificate."""
    if not settings.certificate:
        if settings.certificate_key:
            raise BadSettings("a key is of no use without its certificate")
        return None
    made = _context(settings)
    if not settings.https:
        raise BadSettings("set OPENSPACE_BASE_URL to a name in the certificate, like https://openspace.house:8000")
    return made


def seen_by_phones(settings: Settings, name: str) -> tuple[str, datetime | None]:
    """Why a phone that trusts whoever made it would refuse it under this name, or else until when it would take it.
    This is the very answer, for OpenSSL shakes hands with itself here."""
    server = _context(settings)
    phone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    phone.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # the certificate itself is trusted, whoever made it
    phone.load_verify_locations(settings.certificate)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    asking = phone.wrap_bio(back, there, server_hostname=name)
    ends = (asking, server.wrap_bio(there, back, server_side=True))
    for _ in range(_ROUNDS):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLCertVerificationError as error:
                return error.verify_message, None
    seen = asking.getpeercert()
    assert seen
    return "", datetime.fromtimestamp(ssl.cert_time_to_seconds(str(seen["notAfter"])), UTC)


def _context(settings: Settings) -> ssl.SSLContext:
    """TLS 1.2 or newer, as every phone of the last ten years speaks it."""
    certificate, key = Path(settings.certificate), Path(settings.certificate_key or settings.certificate)
    for file in (certificate, key):
        try:
            file.read_bytes()
        except OSError as error:
            raise BadSettings(f"cannot read {file}: {error.strerror}") from error

    def passphrase() -> NoReturn:
        raise BadSettings(f"the key in {key} has a passphrase, and nobody is there to type it at every start")

    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.options |= ssl.OP_NO_RENEGOTIATION  # with it one phone could keep us busy with handshakes
    made.set_alpn_protocols(["http/1.1"])
    try:
        made.load_cert_chain(certificate, key, passphrase)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise BadSettings(f"the key in {key} does not belong to the certificate in {certificate}") from error
        raise BadSettings(f"{certificate} and {key} are no certificate and its key in PEM") from error
    return made
