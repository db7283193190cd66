import { type RefObject, useEffect, useRef, useState } from "react";
import { Bar } from "./bar";

/** Something in the player needs the controls: an open menu, or an element that the keyboard is at. */
const HOLDS = "[aria-expanded=true], :focus-visible";
const OWN = "button, a, input, [role=menu]";

/** Tell whether the controls of the player in `box` are shown. `kept`: they stay, as during a pause. */
export function useBar(box: RefObject<HTMLElement | null>, kept: boolean): boolean {
	const [shown, setShown] = useState(false);
	const held = useRef(kept);
	const bar = useRef<Bar>(null);
	held.current = kept;

	useEffect(() => {
		const place = box.current;
		if (!place) return;
		const own = new Bar(() => held.current || place.querySelector(HOLDS) !== null, setShown);
		bar.current = own;
		const end = follow(place, own);
		own.wake();
		return () => {
			end();
			own.stop();
			bar.current = null;
		};
	}, [box]);

	useEffect(() => {
		if (kept) bar.current?.wake();
	}, [kept]);

	return shown;
}

/** Tell the bar what the viewer does in a place of the page. Returns a function that ends this. */
function follow(place: HTMLElement, bar: Bar): () => void {
	// The first touch shows the controls. It presses none of them, because nobody has seen where they are.
	let blind = false;
	const isOwn = ({ target }: Event) => target instanceof Element && target.closest(OWN) !== null;
	const listeners: Record<string, (event: Event) => void> = {
		pointermove: (event) => !isTouch(event) && bar.wake(),
		// Each element in the place has such an event of its own.
		pointerleave: (event) => event.target === place && !isTouch(event) && bar.leave(),
		pointerdown: (event) => {
			blind = isTouch(event) && !bar.shown && (event.target as Element).closest("[data-bar]") !== null;
		},
		pointerup: (event) => {
			if (isTouch(event) && !isOwn(event)) bar.tap();
			else bar.wake();
		},
		click: (event) => {
			if (blind) {
				event.preventDefault();
				event.stopPropagation();
			}
			blind = false;
		},
		focusin: (event) => (event.target as Element).matches(":focus-visible") && bar.wake(),
		keydown: () => bar.wake(),
	};
	const all = Object.entries(listeners);
	for (const [name, listener] of all) place.addEventListener(name, listener, true);
	return () => {
		for (const [name, listener] of all) place.removeEventListener(name, listener, true);
	};
}

const isTouch = (event: Event) => "pointerType" in event && event.pointerType === "touch";
