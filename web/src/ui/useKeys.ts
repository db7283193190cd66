import { useEffect, useRef } from "react";
import { deviceStorage } from "../browser/storage";

const OFF = "kaibo.keys.off";

/** Tell whether single keys act in this browser: a person may turn them off (WCAG 2.1.4). */
export const keysOn = () => deviceStorage.get(OFF) === null;

/** Turn single keys on or off in this browser. */
export function turnKeys(on: boolean): void {
	if (on) deviceStorage.remove(OFF);
	else deviceStorage.set(OFF, "1");
}

/** Latin letters and ASCII: what layouts of other scripts do not write. */
const LATIN = /^[\x20-\x7e\p{Script=Latin}]$/u;

/** Return the key in a Latin layout's terms. On a Cyrillic, Greek or Arabic layout the same key writes another letter,
 *  so its place on the keyboard counts. */
export function keyOf({ key, code, shiftKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string {
	if ([...key].length > 1 || LATIN.test(key)) return key.toLowerCase();
	if (code === "Slash" && shiftKey) return "?";
	return (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key).toLowerCase();
}

/** Return what a key does. The digits above the letters count by their place, because some layouts write them with Shift.
 *  With Shift they are named “Shift+1”. */
function actOf(acts: Record<string, () => void>, event: KeyboardEvent): (() => void) | undefined {
	const digit = /^Digit(.)$/.exec(event.code)?.[1];
	if (!digit) return acts[keyOf(event)];
	if (!event.shiftKey) return acts[digit];
	// A Russian layout writes “?” with Shift+7.
	return acts[`Shift+${digit}`] ?? (event.key === "?" ? acts["?"] : undefined);
}

/** Act on keys without a modifier but Shift. Text fields, open menus and dialogs keep their keys. */
export function useKeys(active: boolean, keys: Record<string, () => void>): void {
	const latest = useRef(keys);
	latest.current = keys;
	useEffect(() => {
		if (!active) return;
		const press = (event: KeyboardEvent) => {
			if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isBusy(event.target)) return;
			const act = actOf(latest.current, event);
			if (!act || pressesControl(event)) return;
			event.preventDefault();
			act();
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, [active]);
}

/** The space bar presses the button or link that has the focus. */
const pressesControl = ({ key, target }: KeyboardEvent) =>
	key === " " && target instanceof Element && target.closest(`button, a, summary, ${FIELD}, [role=tab]`) !== null;

/** A field that takes keys itself. One with `data-keys` leaves them to the page. */
const FIELD = "input:not([data-keys])";

/** Tell whether the element with the focus needs the keys: a field or a menu, or a dialog is open. */
export const isBusy = (target: EventTarget | null) =>
	(target instanceof Element &&
		(target.matches("input:not([type=checkbox], [data-keys]), select, textarea, [contenteditable]") ||
			target.closest("[role=menu]"))) ||
	document.querySelector("dialog[open]") !== null;
