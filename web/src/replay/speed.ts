import { deviceStorage } from "../browser/storage";

/** How fast a replay may play. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export type Speed = (typeof SPEEDS)[number];

const KEPT = "kaibo.speed";

/** Return what the viewer chose on this device. */
export function keptSpeed(): Speed {
	const kept = Number(deviceStorage.get(KEPT));
	return SPEEDS.find((one) => one === kept) ?? 1;
}

/** Keep the viewer's choice on this device. */
export function keepSpeed(speed: Speed): void {
	deviceStorage.set(KEPT, String(speed));
}

/** Return the next faster (1) or slower (-1) speed. */
export function stepped(speed: Speed, by: 1 | -1): Speed {
	return SPEEDS[SPEEDS.indexOf(speed) + by] ?? speed;
}
