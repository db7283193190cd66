import { type KeyboardEvent, useRef } from "react";
import { useWords } from "../i18n/useWords";
import css from "./DeskTabs.module.css";
import { tabWords } from "./tabWords";
import { LAYERS_PANEL, type Panel, PEOPLE_PANEL } from "./useDeskPanels";

const TABS = ["layers", "guests"] as const;
const PANELS = { layers: LAYERS_PANEL, guests: PEOPLE_PANEL };

interface Props {
	shown: Panel;
	onShow: (panel: Panel) => void;
	/** The guests on the stage. */
	count: number;
	/** A guest or a person with a question waits for the host. */
	waiting: boolean;
}

/** Switch between the layers and the guests: the tabs of the ARIA Authoring Practices. An arrow key moves and shows. */
export default function DeskTabs({ shown, onShow, count, waiting }: Props) {
	const words = useWords(tabWords);
	const place = useRef<HTMLDivElement>(null);
	const walk = (event: KeyboardEvent) => {
		const to = after(event.key, shown);
		if (!to) return;
		event.preventDefault();
		onShow(to);
		place.current?.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
	};
	return (
		<section className={css.place} aria-label={words.tabs}>
			<div ref={place} role="tablist" className={css.tabs} aria-label={words.tabs} data-arrows="" onKeyDown={walk}>
				{TABS.map((one) => (
					<button
						key={one}
						type="button"
						role="tab"
						id={`tab-${one}`}
						aria-selected={shown === one}
						aria-controls={PANELS[one]}
						tabIndex={shown === one ? 0 : -1}
						onClick={() => onShow(one)}
					>
						{one === "layers" ? words.layers : words.guests(count)}
						{one === "guests" && waiting && <span className={css.dot} />}
					</button>
				))}
			</div>
			<p role="status" className={css.told}>
				{waiting && shown === "layers" && words.waiting}
			</p>
		</section>
	);
}

/** Return the tab that a key leads to. Null: none. */
function after(key: string, now: Panel): Panel | null {
	if (key === "ArrowRight" || key === "ArrowLeft") return now === "layers" ? "guests" : "layers";
	if (key === "Home") return "layers";
	return key === "End" ? "guests" : null;
}
