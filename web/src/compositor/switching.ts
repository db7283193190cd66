import type { Area } from "../scene/layout";
import type { Picture } from "../scene/picture";
import { isOverlay } from "../scene/place";

/** A new scene's sources have so long to give a picture, in milliseconds. Until then the old scene stays. */
const WAIT_MS = 1000;
const FADE_MS = 300;

export type Change = "none" | "cut" | "fade";

/** Decides which picture is painted while scenes are switched. Pure: time, in milliseconds, is an argument. */
export class Switching {
	/** The picture that viewers see. */
	picture: Picture | null = null;
	/** Where the newest switch changed the picture. */
	areas: Area[] = [];
	private next: { picture: Picture; fade: boolean; since: number } | null = null;
	private fadedAt = Number.NEGATIVE_INFINITY;

	/** Set the picture that viewers shall see. One of the same scene is shown at once. An overlay that comes or goes always
	 *  fades. */
	show(picture: Picture, fade: boolean, now: number): Change {
		const { picture: old } = this;
		const same = old?.scene === picture.scene;
		if (!old || (same && !changedOverlays(old, picture).length)) {
			this.next = null;
			this.picture = picture;
			return "cut";
		}
		const since = this.next?.picture.scene === picture.scene ? this.next.since : now;
		this.next = { picture, fade: fade || same, since };
		return "none";
	}

	/** A scene waits for its sources. */
	get waits(): boolean {
		return this.next !== null;
	}

	/** Tell whether a picture that is shown, or waits, has this source. */
	has(source: string): boolean {
		return [this.picture, this.next?.picture].some((picture) => picture?.boxes.some((box) => box.source === source));
	}

	/** Switch when the next scene is `ready`, or has waited long enough. It fades when the host wants it and there is time
	 *  for it. */
	advance(now: number, ready: (picture: Picture) => boolean, timeToFade: boolean): Change {
		const { next } = this;
		if (!next || (!ready(next.picture) && now - next.since < WAIT_MS)) return "none";
		this.areas = this.areasOf(next.picture, now);
		this.picture = next.picture;
		this.next = null;
		const fade = next.fade && timeToFade;
		this.fadedAt = fade ? now : Number.NEGATIVE_INFINITY;
		return fade ? "fade" : "cut";
	}

	/** Only overlays change within a scene, and the rest moves on. A fade that still runs needs the whole picture. */
	private areasOf({ scene, size, boxes }: Picture, now: number): Area[] {
		const whole = [{ x: 0, y: 0, ...size }];
		const { picture: old } = this;
		return old?.scene === scene && this.old(now) === 0 ? changedOverlays(old, { boxes }) : whole;
	}

	/** Return how much of the old picture is still seen, from 1 to 0. */
	old(now: number): number {
		return Math.min(1, Math.max(0, 1 - (now - this.fadedAt) / FADE_MS));
	}
}

/** List the overlays that only one of two pictures has. */
function changedOverlays(a: Pick<Picture, "boxes">, b: Pick<Picture, "boxes">): Area[] {
	const alone = ({ boxes }: typeof a, { boxes: others }: typeof a) =>
		boxes.filter((box) => isOverlay(box) && !others.some(({ id }) => id === box.id));
	return [...alone(a, b), ...alone(b, a)];
}
