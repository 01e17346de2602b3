"""The domain of an address as DNS knows it."""

# IDNA 2003, which Python knows, spells these in another way than IDNA 2008 (RFC 5894 §7.2): it would name another
# domain, which may be somebody else's.
_SPELT_OTHERWISE = frozenset("ßẞς\u200c\u200d")


def ascii_domain(address: str) -> str:
    """The domain of an address, or a domain, in A-labels (RFC 5890), lower case; else as it is, in lower case."""
    domain = address.rpartition("@")[2].lower()
    if not _SPELT_OTHERWISE.isdisjoint(domain):
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
