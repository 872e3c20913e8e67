"""Every way to write a path that a service could read as another one, against literal routes that the attacker's token
does not reach beside `{name}` and `{rest...}` routes that it does."""

import re

from ..case import Case, printable, request
from ..paths import has_two_meanings, reaches

LITERALS = {
    b"/accounts/": (b"export", b""), b"/files/private/": (b"key", b""), b"/items/": (b"special", b"/detail"),
    b"/folders/": (b"closed", b"/")
}
PLAIN = [
    b"/accounts/plain", b"/accounts/exports", b"/accounts/expor", b"/accounts/export-2", b"/accounts/a%20b",
    b"/accounts/a~b", b"/accounts/a:b@c", b"/accounts/a!$&'()*+,=b", b"/accounts/%C3%A9",
    b"/accounts/plain?x=/accounts/export", b"/files/a/b/c", b"/files/private/keys",
    b"/files/private/other", b"/files/private", b"/items/plain/detail", b"/open/%41b", b"/accounts/plain?a=%2e%2e%2f",
    b"/accounts/plain?a=b?c", b"/accounts/%7B", b"/accounts/plain?q=%00"
]
"""Paths that nobody can misunderstand. (`%41` of `/open/%41b` stands for a letter: that one is refused.)"""


def spellings(prefix: bytes, word: bytes, suffix: bytes) -> list[bytes]:
    """Targets that mean `prefix + word + suffix` to somebody."""
    made = [
        prefix + word.upper() + suffix, prefix + word.capitalize() + suffix,
        prefix + word[:-1] + word[-1:].upper() + suffix
    ]
    for index in range(len(word)):
        letter = word[index]
        for form in (b"%%%02x", b"%%%02X", b"%%25%02x", b"%%u00%02x"):
            made.append(prefix + word[:index] + form % letter + word[index + 1:] + suffix)
    made.append(prefix + b"".join(b"%%%02x" % byte for byte in word) + suffix)
    for behind in (
        b"%00", b"%00.png", b";", b";a=b", b"%3b", b"%3Ba", b"%20", b"%09", b"%0a", b"%0d%0a", b"+", b".", b"%2e",
        b"%23", b"%23a", b"%3f", b"%3fa=b", b"#", b"#a", b"%", b"%2", b"%zz", b"\\", b"%5c", b"%2f", b"%2F", b"%ff",
        b"%c0%80", b"...", b"%20.", b".%20", b"/.", b"/..", b"/./", b"//", b"/%2e", b"/x/..", b"/x/%2e%2e", b"\xe9",
        b"%252f", b"%2500", b"|", b"^", b"{", b"\"", b"<", b"/", b"/?a=b", b"%20/", b"./", b"/%20", b"/...", b"/.%20"
    ):
        made.append(prefix + word + behind + suffix)
    for before in (
        b"./", b".//", b"/", b"//", b"x/../", b"x/%2e%2e/", b"x/%2E%2e/", b"x/.%2e/", b"x/..;/", b"x/..;a=b/", b"..\\",
        b"x\\..\\", b"x%5c..%5c", b"x%2f..%2f", b"%2e/", b"%2e%2f", b".;/", b"%2f", b"%5c", b"\\", b"x/%c0%ae%c0%ae/",
        b"x/%e0%80%ae%e0%80%ae/", b"x/%252e%252e/", b"x/%252e%252e%252f", b"%c0%af", b"%e0%80%af", b"%00/", b";/",
        b";a=b/", b"x/.../", b"%ef%bc%8f", b"x/%ef%bc%8e%ef%bc%8e/", b"x//../", b"x/..//"
    ):
        made.append(prefix + before + word + suffix)
    for index, byte in enumerate(word):
        wide = b"".join(b"%%%02x" % part for part in chr(byte + 0xfee0).encode())
        overlong = b"%%%02x%%%02x" % (0xc0 | byte >> 6, 0x80 | byte & 0x3f)
        folding = {ord("s"): [b"%C5%BF"], ord("k"): [b"%E2%84%AA"]}.get(byte, [])
        made += [prefix + word[:index] + letter + word[index + 1:] + suffix for letter in (wide, overlong, *folding)]
    made += [prefix + dots + suffix for dots in (b"...", b"....", b"%20", b"%20%20", b".%20", b"%20.", b"...%20")]
    made.append((prefix + word + suffix).rstrip(b"/"))
    folder = prefix.strip(b"/")
    made += [
        b"/" + folder.upper() + b"/" + word + suffix, b"//" + folder + b"/" + word + suffix,
        b"/./" + folder + b"/" + word + suffix, b"/%" + b"%02x" % folder[0] + folder[1:] + b"/" + word + suffix,
        b"/" + folder + b"%2f" + word + suffix, b"/" + folder + b"\\" + word + suffix,
        b"/" + folder + b"%5c" + word + suffix, b"/" + folder + b";a/" + word + suffix,
        b"/x/../" + folder + b"/" + word + suffix, b"/x%2f..%2f" + folder + b"/" + word + suffix,
        b"/\\" + folder + b"/" + word + suffix, b"http://gateway.test/" + folder + b"/%65" + word[1:] + suffix,
        b"http://gateway.test//" + folder + b"/" + word + suffix, folder + b"/" + word + suffix,
        b"*" + prefix + word + suffix, b"/../" + folder + b"/" + word + suffix, prefix + word + suffix,
        b"http://gateway.test" + prefix + word + suffix
    ]
    return made


def without_authority(target: bytes) -> bytes:
    return re.sub(rb"^http://[^/]*", b"", target)


def cases() -> list[Case]:
    made = [Case("paths", printable(target), request(target=target), target != b"/open/%41b") for target in PLAIN]
    for prefix, (word, suffix) in LITERALS.items():
        targets = dict.fromkeys(spellings(prefix, word, suffix))
        # Of the others whether they pass is the route table's matter: what counts is what they can be taken for.
        for target in targets:
            is_refused = has_two_meanings(without_authority(target)) or reaches(target) is not None
            made.append(
                Case(
                    "paths", printable(target), request(target=target), False if is_refused else None,
                    is_open=not is_refused
                )
            )
    return made
