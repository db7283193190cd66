import { deviceStorage } from "../browser/storage";

const KEPT = "kaibo.volume";
const WRITTEN = /^(100|\d{1,2})( muted)?$/;

/** How loud a viewer wants the sound. */
export interface Volume {
	/** From 0 to 1. */
	level: number;
	muted: boolean;
}

/** Return what the viewer chose on this device. The usual choice is full sound. */
export function keptVolume(): Volume {
	const [, percent, muted] = WRITTEN.exec(deviceStorage.get(KEPT) ?? "") ?? [];
	return percent === undefined ? { level: 1, muted: false } : { level: Number(percent) / 100, muted: muted !== undefined };
}

/** Keep the viewer's choice on this device. A mute by the browser is no choice. */
export function keepVolume({ level, muted }: Volume): void {
	deviceStorage.set(KEPT, `${Math.round(level * 100)}${muted ? " muted" : ""}`);
}
