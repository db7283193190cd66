"""Passkeys (Web Authentication, Level 3). The `webauthn` package checks what browsers answer.

A challenge is a random text with its end and a MAC, so that asking for one stores nothing. An answered one is kept
until its end, so that nobody answers it twice. The package takes a third of a second to load, so it loads at its first
use.
"""

import hmac
import os
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from kaibo.address import parse_ip
from kaibo.call import Call
from kaibo.features.admin import table
from kaibo.features.admin.errors import NoPasskeysHere, WrongPasskey
from kaibo.features.admin.table import Admin, Passkey, admin_challenge

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

SECONDS = 300
"""How long a person may take to answer a challenge."""
RANDOM, END = 16, 5
"""Bytes of a challenge's random part, and of its end in unix seconds. The MAC (32 bytes) follows."""
LOCALHOST = "localhost"
T = TypeVar("T")


def host_of(origin: str) -> str:
    """Return the host name that passkeys of this server belong to. Raises NoPasskeysHere."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    local = host == LOCALHOST or host.endswith(f".{LOCALHOST}")
    if parse_ip(host) or (parts.scheme != "https" and not local):
        raise NoPasskeysHere
    return host


def work_at(origin: str) -> bool:
    """Tell whether browsers give passkeys to this address."""
    try:
        host_of(origin)
    except NoPasskeysHere:
        return False
    return True


def creation_options(call: Call, person: Admin) -> str:
    """Return what a browser needs to make a passkey, as JSON. Raises NoPasskeysHere."""
    import webauthn
    from webauthn.helpers import structs

    selection = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.REQUIRED,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    options = webauthn.generate_registration_options(
        rp_id=host_of(call.limits.public_url),
        rp_name="Kaibo",
        user_id=person.id.encode(),
        user_name=person.name,
        user_display_name=person.name,
        challenge=_challenge(call),
        timeout=SECONDS * 1000,
        authenticator_selection=selection,
        exclude_credentials=_known(call.db, person),
    )
    return webauthn.options_to_json(options)


def created(call: Call, person: Admin, credential: dict[str, Any], name: str) -> Passkey:
    """Check and keep the passkey that a browser made. Raises WrongPasskey and NoPasskeysHere."""
    import webauthn

    challenge = _answered(call, credential)
    made = _checked(
        lambda: webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=host_of(call.limits.public_url),
            expected_origin=call.limits.public_url,
            require_user_verification=True,
        )
    )
    passkey_id = webauthn.helpers.bytes_to_base64url(made.credential_id)
    if len(passkey_id) > table.LONGEST_PASSKEY_ID or table.passkey(call.db, passkey_id):
        raise WrongPasskey
    passkey = Passkey(passkey_id, person.id, name, made.credential_public_key, made.sign_count, call.now, 0)
    table.add_passkey(call.db, passkey)
    return passkey


def sign_in_options(call: Call) -> str:
    """Return what a browser needs to sign in with a passkey, as JSON. Raises NoPasskeysHere."""
    import webauthn
    from webauthn.helpers import structs

    options = webauthn.generate_authentication_options(
        rp_id=host_of(call.limits.public_url),
        challenge=_challenge(call),
        timeout=SECONDS * 1000,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def signed_in(call: Call, credential: dict[str, Any]) -> Admin:
    """Return the admin whose passkey answered. Raises WrongPasskey and NoPasskeysHere."""
    import webauthn

    challenge = _answered(call, credential)
    passkey = table.passkey(call.db, str(credential.get("id", ""))[: table.LONGEST_PASSKEY_ID])
    person = table.find(call.db, passkey.admin) if passkey else None
    if passkey is None or person is None:
        raise WrongPasskey
    proved = _checked(
        lambda: webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=host_of(call.limits.public_url),
            expected_origin=call.limits.public_url,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    )
    table.note_passkey_used(call.db, passkey.id, proved.new_sign_count, call.now)
    return person


def _checked(work: Callable[[], T]) -> T:
    """Raise WrongPasskey for all that the package refuses. It raises many kinds for a hostile answer."""
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return work()
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, OverflowError) as wrong:
        raise WrongPasskey from wrong


def _known(db: Connection, person: Admin) -> "list[PublicKeyCredentialDescriptor]":
    from webauthn.helpers import base64url_to_bytes, structs

    return [
        structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in table.passkeys(db, person.id)
    ]


def _challenge(call: Call) -> bytes:
    text = os.urandom(RANDOM) + (call.now // 1000 + SECONDS).to_bytes(END, "big")
    return text + _mac(call, text)


def _answered(call: Call, credential: dict[str, Any]) -> bytes:
    """Return the challenge that a browser's answer names, and use it up. Raises WrongPasskey."""
    from webauthn.helpers import base64url_to_bytes, parse_client_data_json

    response = credential.get("response")
    data = response.get("clientDataJSON") if isinstance(response, dict) else None
    challenge = _checked(lambda: parse_client_data_json(base64url_to_bytes(str(data))).challenge)
    text, mac = challenge[: RANDOM + END], challenge[RANDOM + END :]
    until = int.from_bytes(text[RANDOM:], "big")
    if not hmac.compare_digest(mac, _mac(call, text)) or until <= call.now // 1000:
        raise WrongPasskey
    try:
        with call.db.begin_nested():
            call.db.execute(insert(admin_challenge).values(hash=mac.hex(), expires_at=until * 1000))
    except IntegrityError:
        raise WrongPasskey from None
    return challenge


def _mac(call: Call, text: bytes) -> bytes:
    return hmac.digest(call.vault.key("passkey challenge"), text, sha256)
