"""The colours and the voices of the made-up people, and whether they arrive."""

RED, BLUE, YELLOW = (200, 40, 40), (40, 60, 200), (190, 180, 30)
HEARD, SILENT = -75, -85  # dB


def near(found: list[float], wanted: tuple[int, int, int], slack: int = 40) -> bool:
    """Tell whether a picture's colour is the wanted one, but for what encoding changes."""
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=True))
