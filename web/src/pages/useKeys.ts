import { useEffect, useRef } from "react";

/** Single keys, while nobody types, no dialog is open and no modifier is held. */
export function useKeys(active: boolean, keys: Record<string, () => void>): void {
	const latest = useRef(keys);
	latest.current = keys;
	useEffect(() => {
		if (!active) return;
		const press = (event: KeyboardEvent) => {
			if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isBusy(event.target)) return;
			const act = latest.current[event.key.toLowerCase()];
			if (!act) return;
			event.preventDefault();
			act();
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, [active]);
}

const isBusy = (target: EventTarget | null) =>
	(target instanceof Element && target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]")) ||
	document.querySelector("dialog[open]") !== null;
