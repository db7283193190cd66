import { useEffect, useRef } from "react";
import { isBusy, keyOf } from "./useKeys";

interface Steps {
	undo: () => void;
	redo: () => void;
}

/** Undo and redo by the keys that each system has for it. Fields undo what is typed in them. */
export function useStepKeys(active: boolean, steps: Steps): void {
	const latest = useRef(steps);
	latest.current = steps;
	useEffect(() => {
		if (!active) return;
		const press = (event: KeyboardEvent) => {
			const { ctrlKey, metaKey, altKey, shiftKey, target, defaultPrevented } = event;
			if (defaultPrevented || altKey || ctrlKey === metaKey || isBusy(target)) return;
			const key = keyOf(event);
			if (key !== "z" && !(key === "y" && ctrlKey && !shiftKey)) return;
			event.preventDefault();
			latest.current[key === "y" || shiftKey ? "redo" : "undo"]();
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, [active]);
}
