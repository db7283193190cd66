import { useEffect, useRef } from "react";
import { keysOn } from "../ui/useKeys";

/** The keys of a clicker, which act also while single keys are off: no person types them by mistake. */
const CLICKER: Record<string, number> = { PageDown: 1, PageUp: -1 };
const KEYS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Space: 1 };

/** Fields, and lists in which arrows move. */
const OWN_KEYS =
	"input:not([type=checkbox]), select, textarea, [contenteditable], [role=menu], [role=listbox], [role=tablist], [role=radiogroup], [role=slider], [role=grid], [role=tree], [data-arrows]";
const PRESSED_BY_SPACE = "button, a[href], summary, input, label";

/** Turn pages by keys: `turn` gets 1 for the next page, and -1 for the previous one. Named keys are the same on every layout. */
export function useSlideKeys(active: boolean, turn: (by: 1 | -1) => void): void {
	const latest = useRef(turn);
	latest.current = turn;
	useEffect(() => {
		if (!active) return;
		const press = (event: KeyboardEvent) => {
			const by = stepOf(event);
			if (!by) return;
			event.preventDefault();
			latest.current(by);
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, [active]);
}

function stepOf(event: KeyboardEvent): 1 | -1 | 0 {
	const { key, code, target, defaultPrevented, ctrlKey, altKey, metaKey, shiftKey, repeat } = event;
	if (defaultPrevented || ctrlKey || altKey || metaKey || shiftKey || repeat || isBusy(target)) return 0;
	const name = code === "Space" || key === " " ? "Space" : key;
	if (name === "Space" && target instanceof Element && target.closest(PRESSED_BY_SPACE)) return 0;
	const by = CLICKER[name] ?? (keysOn() ? KEYS[name] : 0) ?? 0;
	return by > 0 ? 1 : by < 0 ? -1 : 0;
}

/** Tell whether the element with the focus needs these keys: a field, a list, or a box that they scroll. */
function isBusy(target: EventTarget | null): boolean {
	if (document.querySelector("dialog[open]")) return true;
	if (!(target instanceof Element) || target === document.body) return false;
	const scrolls = target.matches("[tabindex]") && target.scrollHeight > target.clientHeight;
	return scrolls || target.closest(OWN_KEYS) !== null;
}
