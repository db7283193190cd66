import { useEffect, useRef } from "react";
import { isBusy } from "./useKeys";

/** Close a toast on Escape: the one with the focus, else the newest. Fields, menus, dialogs and popovers keep the key.
 *  `place`: a child of the region of all toasts. */
export function useToastEscape(place: HTMLElement, close: () => void): void {
	const latest = useRef(close);
	latest.current = close;
	useEffect(() => {
		const press = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || event.defaultPrevented || isBusy(event.target)) return;
			if (document.querySelector("[popover]:popover-open")) return;
			const region = place.parentElement;
			const chosen =
				[...(region?.children ?? [])].find((one) => one.contains(document.activeElement)) ?? region?.firstElementChild;
			if (chosen !== place) return;
			event.preventDefault();
			latest.current();
		};
		document.addEventListener("keydown", press);
		return () => document.removeEventListener("keydown", press);
	}, [place]);
}
