"""The paths of watch pages. Pure."""

import re
import secrets
import string

PATH_LETTERS = string.ascii_lowercase + string.digits
PATH_RANDOM = 10
PATH = re.compile(r"[A-Za-z0-9]{1,20}")


def at_random() -> str:
    """Choose a random path by one random number, because each call for one costs as much as a query."""
    number, letters = secrets.randbelow(len(PATH_LETTERS) ** PATH_RANDOM), ""
    for _ in range(PATH_RANDOM):
        number, letter = divmod(number, len(PATH_LETTERS))
        letters += PATH_LETTERS[letter]
    return letters
