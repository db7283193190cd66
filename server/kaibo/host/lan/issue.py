"""The certificates that this machine's authority signs: its own, and those of servers near it.

Pure except for the clock and fresh keys.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kaibo.address import parse_ip

LIFE = timedelta(days=3650)
LEAF = timedelta(days=397)
"""iPhones take no certificate that lives longer than 398 days."""
EARLY = timedelta(days=1)
"""Certificates begin a day ago, because a phone's clock may be behind ours."""
LOCAL = ("localhost", "local")
NEAR = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "100.64.0.0/10")
        + ("fc00::/7", "fe80::/10", "::1/128"),
    )
)
"""The private networks: RFC 1918, 3927, 6598, 4193, 4291."""
NOWHERE = "kaibo.invalid"
"""A host that cannot exist (RFC 6761 §6.4). A certificate that permits only this host forbids all mail addresses
and all URIs. RFC 5280 §4.2.1.10 has no other way that all devices understand."""
USES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)
Network = IPv4Network | IPv6Network


def authority(key: ec.EllipticCurvePrivateKey, names: list[str], networks: Iterable[Network]) -> x509.Certificate:
    """Make the authority's own certificate. Its limits protect people from a thief of its key.

    The thief can vouch for servers on networks like this one. They can vouch for no internet name, mail address, person
    or program.

    `names` has at least one name or address of this machine. `networks` are this machine's, also public ones.
    The certificate does not limit directory names. Programs in Go refuse an authority that limits them, and no browser
    looks at them.
    """
    public = key.public_key()
    subject = _named(f"Kaibo on {names[0]}"[:64])
    hosts = [ip_network(name) for name in names if parse_ip(name)]
    near = dict.fromkeys([*NEAR, *(network for network in (*networks, *hosts) if not _within(network, NEAR))])
    limits: list[x509.GeneralName] = [
        *(x509.DNSName(name) for name in dict.fromkeys((*LOCAL, *names)) if parse_ip(name) is None),
        *(x509.IPAddress(network) for network in near),
        x509.RFC822Name(NOWHERE),
        x509.UniformResourceIdentifier(NOWHERE),
    ]
    return (
        _begun(subject, subject, public, LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(_usage("key_cert_sign"), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.NameConstraints(limits, None), critical=True)
        .sign(key, hashes.SHA256())
    )


def for_server(
    public: ec.EllipticCurvePublicKey,
    identities: Iterable[str],
    issuer: x509.Certificate,
    key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    """Make a certificate for a server with these addresses and names, and for no other use."""
    names = [x509.IPAddress(ip) if (ip := parse_ip(name)) else x509.DNSName(name) for name in identities]
    above = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        _begun(_named("Kaibo server"), issuer.subject, public, LEAF)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above), critical=False)
        .add_extension(_usage("digital_signature"), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )


def may_vouch_for(certificate: x509.Certificate, name: str) -> bool:
    """Tell whether an authority may vouch for a name or an address. An older version's may for any address."""
    limits = certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or ()
    if parse_ip(name):
        near = [limit.value for limit in limits if isinstance(limit, x509.IPAddress)]
        return not near or _within(ip_network(name), [network for network in near if isinstance(network, Network)])
    allowed = [limit.value for limit in limits if isinstance(limit, x509.DNSName)]
    return any(name == domain or name.endswith(f".{domain}") for domain in allowed)


def _begun(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, life: timedelta
) -> x509.CertificateBuilder:
    began = datetime.now(UTC) - EARLY
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=public,
        serial_number=x509.random_serial_number(),
        not_valid_before=began,
        not_valid_after=began + life,
    )


def _named(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Kaibo"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )


def _usage(allowed: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name == allowed for name in USES})


def _within(inner: Network, outer: Iterable[Network]) -> bool:
    return any(
        isinstance(network, IPv4Network)
        and isinstance(inner, IPv4Network)
        and inner.subnet_of(network)
        or isinstance(network, IPv6Network)
        and isinstance(inner, IPv6Network)
        and inner.subnet_of(network)
        for network in outer
    )
