import { type RefObject, useEffect, useRef, useState } from "react";
import { isBusy, keysOn, turnKeys, useKeys } from "../ui/useKeys";

interface Acts {
	toggle: () => void;
	mute: () => void;
	step: (by: 1 | -1) => void;
	smallWindow: () => void;
	theatre: () => void;
	fullScreen: () => void;
	leave: () => void;
}

export interface PlayerKeys {
	/** Single keys act in this browser. */
	on: boolean;
	turn: () => void;
}

/** Act on the keys of a player. The arrows act only while the focus is in its `box`: elsewhere they scroll the page.
 *  Returns whether single keys act in this browser, and how to change that. */
export function usePlayerKeys(box: RefObject<HTMLElement | null>, acts: Acts): PlayerKeys {
	const [on, setOn] = useState(keysOn);
	useKeys(on, {
		" ": acts.toggle,
		k: acts.toggle,
		m: acts.mute,
		i: acts.smallWindow,
		t: acts.theatre,
		f: acts.fullScreen,
	});
	useKeys(true, { escape: acts.leave });
	const step = useRef(acts.step);
	step.current = acts.step;
	useEffect(() => {
		const place = box.current;
		if (!place) return;
		const press = (event: KeyboardEvent) => {
			const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
			if (by === null || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
			if (isBusy(event.target) || opensMenu(event.target)) return;
			event.preventDefault();
			step.current(by);
		};
		place.addEventListener("keydown", press);
		return () => place.removeEventListener("keydown", press);
	}, [box]);
	const turn = () => {
		turnKeys(!on);
		setOn(!on);
	};
	return { on, turn };
}

/** The arrows open a menu from its button. */
const opensMenu = (target: EventTarget | null) => target instanceof Element && target.matches("[aria-haspopup]");
