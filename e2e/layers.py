"""The layers in which a host's page sends the program."""

from e2e.person import Person

LAYERS = """async () => {
  const found = {};
  for (const connection of window.connections ?? []) {
    for (const one of (await connection.getStats()).values())
      if (one.type === 'outbound-rtp' && one.kind === 'video' && one.rid)
        found[one.rid] = [one.frameWidth ?? 0, one.frameHeight ?? 0, one.framesSent ?? 0];
  }
  return found;
}"""
"""Needs KEEP_CONNECTIONS of e2e/colours.py."""

RECEIVED = """async () => {
  const found = [];
  for (const connection of window.connections ?? []) {
    if (connection.connectionState !== 'connected') continue;
    for (const one of (await connection.getStats()).values())
      if (one.type === 'inbound-rtp' && one.kind === 'video' && one.frameWidth)
        found.push(`${one.frameWidth}×${one.frameHeight}`);
  }
  return found;
}"""
"""Needs KEEP_CONNECTIONS of e2e/colours.py."""


def received_pictures(person: Person) -> list[str]:
    """Return the size of each picture that comes to a page."""
    return list(person.page.evaluate(RECEIVED))


def sent_layers(host: Person) -> dict[str, tuple[int, int, int]]:
    """Return width, height and number of sent frames of each layer, by its RTP stream id: q, h, f."""
    found: dict[str, list[int]] = host.page.evaluate(LAYERS)
    return {rid: (width, height, frames) for rid, (width, height, frames) in found.items()}
