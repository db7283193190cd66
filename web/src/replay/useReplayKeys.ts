import { type RefObject, useEffect, useRef } from "react";
import { isBusy, keyOf } from "../ui/useKeys";
import type { SpeedControl } from "./useSpeed";
import type { Timeline } from "./useTimeline";

/** Seconds of an arrow key, and of J and L. In a live show both are long. */
const SHORT = 5;
const LONG = 10;

/** Act on the keys that move in a replay. Letters and digits act on the whole page, unless the viewer turned single keys off. Arrows
 *  left and right, Home and End act inside the player's `box`: elsewhere they move the page. A live show has one `speed`: null. */
export function useReplayKeys(
	box: RefObject<HTMLElement | null>,
	on: boolean,
	timeline: Timeline,
	speed: SpeedControl | null,
): void {
	const latest = useRef({ on, timeline, speed });
	latest.current = { on, timeline, speed };
	useEffect(() => {
		const press = (event: KeyboardEvent) => {
			const { target, ctrlKey, altKey, metaKey } = event;
			if (event.defaultPrevented || ctrlKey || altKey || metaKey || isBusy(target) || isChoice(target)) return;
			const inside = target instanceof Node && box.current?.contains(target) === true;
			const now = latest.current;
			const act =
				(inside ? placeOf(event.key, now.timeline, now.speed ? SHORT : LONG) : null) ??
				(now.on ? letterOf(event, now.timeline, now.speed) : null);
			if (!act) return;
			event.preventDefault();
			act();
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, [box]);
}

type ActOf = (() => void) | null;

function placeOf(key: string, { time, duration, seek }: Timeline, step: number): ActOf {
	if (key === "ArrowLeft") return () => seek(time - step);
	if (key === "ArrowRight") return () => seek(time + step);
	if (key === "Home") return () => seek(0);
	return key === "End" ? () => seek(duration) : null;
}

function letterOf(event: KeyboardEvent, { time, duration, seek }: Timeline, speed: SpeedControl | null): ActOf {
	const key = keyOf(event);
	if (key === "j") return () => seek(time - LONG);
	if (key === "l") return () => seek(time + LONG);
	if (event.repeat) return null;
	if (speed && event.key === "<") return () => speed.step(-1);
	if (speed && event.key === ">") return () => speed.step(1);
	return /^\d$/.test(key) && !event.shiftKey ? () => seek((Number(key) / 10) * duration) : null;
}

/** Tabs and other choices take arrows themselves. */
const isChoice = (target: EventTarget | null) => target instanceof Element && target.closest("[data-arrows]") !== null;
