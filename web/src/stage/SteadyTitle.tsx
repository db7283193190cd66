import { ArrowUp } from "lucide-react";
import { type RefObject, useCallback, useEffect, useState } from "react";
import { useWords } from "../i18n/useWords";
import css from "./SteadyTitle.module.css";
import { stageWords } from "./words";

/** Marks a place for cards above the list. A place is there even while it holds no card. */
const PLACE = "[data-cards]";

/** Title the list, and keep what is under the pointer where it is while cards come and go above it. A place of cards
 *  above the pointer keeps its height until the pointer leaves `panel`. Meanwhile the title says that a card came, and
 *  a click shows it. A finger rests on nothing, so touch holds nothing. */
export default function SteadyTitle({ panel }: { panel: RefObject<HTMLElement | null> }) {
	const words = useWords(stageWords);
	const [hidden, setHidden] = useState(false);
	const places = useCallback(() => [...(panel.current?.querySelectorAll<HTMLElement>(PLACE) ?? [])], [panel]);
	const release = useCallback(() => {
		places().forEach(free);
		setHidden(false);
	}, [places]);
	useEffect(() => {
		const list = panel.current;
		if (!list) return;
		const look = () => setHidden(places().some(hides));
		const hold = ({ target, pointerType }: PointerEvent) => {
			if (pointerType === "touch" || target === list) return;
			for (const place of places()) {
				const above = place.compareDocumentPosition(target as Node) & Node.DOCUMENT_POSITION_FOLLOWING;
				if (!above || place.contains(target as Node)) free(place);
				else if (!place.dataset.held) keep(place);
			}
			look();
		};
		const focus = ({ target }: FocusEvent) => {
			if ((target as Element).closest("[data-held]")) release();
		};
		const watch = new MutationObserver(look);
		watch.observe(list, { childList: true, subtree: true });
		list.addEventListener("pointerover", hold);
		list.addEventListener("pointerleave", release);
		list.addEventListener("focusin", focus);
		return () => {
			watch.disconnect();
			list.removeEventListener("pointerover", hold);
			list.removeEventListener("pointerleave", release);
			list.removeEventListener("focusin", focus);
			release();
		};
	}, [panel, places, release]);
	if (!hidden) return <span>{words.people}</span>;
	return (
		<button type="button" className={css.above} id="new-above" onClick={release}>
			<ArrowUp size={14} />
			{words.newAbove}
		</button>
	);
}

function keep(place: HTMLElement): void {
	if (place.childElementCount > 0) place.style.height = `${place.offsetHeight}px`;
	place.dataset.held = place.childElementCount > 0 ? "open" : "shut";
}

function free(place: HTMLElement): void {
	delete place.dataset.held;
	place.style.height = "";
}

/** Tell whether a held place has a card that does not fit into it. */
function hides(place: HTMLElement): boolean {
	if (place.dataset.held === "shut") return place.childElementCount > 0;
	return place.dataset.held === "open" && place.scrollHeight > place.clientHeight;
}
