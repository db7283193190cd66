/** Read a field of `datetime-local` as unix seconds, 0 when it is empty. The time is in the reader's zone. */
export function secondsOf(field: string): number {
	return field ? Math.floor(new Date(field).getTime() / 1000) : 0;
}

/** Return the planned start of a show in unix seconds, 0 without a plan. Then the server's start is the moment that the
 *  show was made. The id of a show has that moment, in microseconds. */
export function plannedStart({ Id, LiveTime }: { Id: number; LiveTime: number }): number {
	return Math.floor(Id / 1_000_000) === LiveTime ? 0 : LiveTime;
}

/** The time that a person chose is over. */
export class PastTime extends Error {}

/** Read a field as secondsOf does. Throws PastTime for a minute that is over. */
export function startOf(field: string): number {
	const seconds = secondsOf(field);
	if (seconds && (seconds + 60) * 1000 <= Date.now()) throw new PastTime();
	return seconds;
}

/** Write unix seconds for a field of `datetime-local`, "" for 0. The time is in the reader's zone. */
export function fieldOf(seconds: number): string {
	if (!seconds) return "";
	const at = new Date(seconds * 1000);
	const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
	return local.toISOString().slice(0, 16);
}
