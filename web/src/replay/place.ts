import { deviceStorage } from "../browser/storage";

const KEPT = "kaibo.places";
/** Replays whose places this device keeps, the last ones. */
const MOST = 50;
/** Seconds from both ends in which a viewer who comes back begins again. */
const NEAR = 10;

/** Each entry: the replay, and the place in seconds. */
type Places = [string, number][];

/** Return where the viewer stopped in a replay, in seconds. 0: at its beginning or its end, or never. */
export function keptPlace(replay: string, duration: number): number {
	const place = read().find(([one]) => one === replay)?.[1] ?? 0;
	return place > NEAR && place < duration - NEAR ? place : 0;
}

/** Keep the place in a replay on this device. The oldest one goes for it. */
export function keepPlace(replay: string, place: number): void {
	const others = read().filter(([one]) => one !== replay);
	deviceStorage.set(KEPT, JSON.stringify([...others, [replay, Math.floor(place)]].slice(-MOST)));
}

function read(): Places {
	try {
		const kept: unknown = JSON.parse(deviceStorage.get(KEPT) ?? "[]");
		return Array.isArray(kept) ? kept.filter(isPlace) : [];
	} catch {
		return [];
	}
}

const isPlace = (one: unknown): one is Places[number] =>
	Array.isArray(one) && typeof one[0] === "string" && Number.isFinite(one[1]);
