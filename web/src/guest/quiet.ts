import type { Person } from "../stage/people";

/** Tell whether a host who is on the stage does not talk to the guests yet. Before the show the studio sends nothing to
 *  them until the host wishes it. On air it does, and a host without devices is no longer waited for. */
export function isQuiet(host: Person, live: boolean): boolean {
	return !live && !host.camera && !host.screen && host.sounds.length === 0;
}
