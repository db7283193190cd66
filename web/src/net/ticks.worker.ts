/** The server counts a tab as gone ten seconds after its last question (`session/polls.py`). */
const TICK_MS = 3000;

setInterval(() => self.postMessage(null), TICK_MS);
