import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import css from "./Talk.module.css";
import { talkWords } from "./words";

export type Tab = "chat" | "questions";

const TABS: readonly Tab[] = ["chat", "questions"];

interface Props {
	/** The tabs that the show has. One alone needs no row of tabs. */
	tabs: readonly Tab[];
	/** Questions without an answer. */
	open: number;
	/** Beside the tabs. */
	beside?: ReactNode;
	panel: (tab: Tab) => ReactNode;
}

/** Switch between the chat and the questions: the tabs of the ARIA Authoring Practices. An arrow key moves and shows. Both panels
 *  stay in the page, so a half-written text stays too. */
export function TalkTabs({ tabs, open, beside, panel }: Props) {
	const words = useWords(talkWords);
	const [chosen, choose] = useState<Tab>("chat");
	const place = useRef<HTMLDivElement>(null);
	const shown = tabs.includes(chosen) ? chosen : (tabs[0] ?? "chat");
	const walk = (event: KeyboardEvent) => {
		const to = after(event.key, shown);
		if (!to || !tabs.includes(to)) return;
		event.preventDefault();
		choose(to);
		place.current?.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
	};
	return (
		<>
			<div className={css.head}>
				<div ref={place} role="tablist" className={css.tabs} aria-label={words.talk} data-arrows="" onKeyDown={walk}>
					{tabs.map((tab) => (
						<button
							key={tab}
							type="button"
							role="tab"
							id={`tab-${tab}`}
							aria-selected={shown === tab}
							aria-controls={tab}
							tabIndex={shown === tab ? 0 : -1}
							onClick={() => choose(tab)}
						>
							{words[tab]}
							{tab === "questions" && open > 0 && (
								<span className={css.count} role="img" aria-label={words.open(open)}>
									{open}
								</span>
							)}
						</button>
					))}
				</div>
				{beside}
			</div>
			{tabs.map((tab) => (
				<div key={tab} role="tabpanel" id={tab} className={css.panel} aria-labelledby={`tab-${tab}`} hidden={shown !== tab}>
					{panel(tab)}
				</div>
			))}
		</>
	);
}

/** Return the tab that a key leads to. Null: none. */
function after(key: string, now: Tab): Tab | null {
	if (key === "ArrowRight" || key === "ArrowLeft") return now === "chat" ? "questions" : "chat";
	if (key === "Home") return TABS[0] ?? null;
	return key === "End" ? (TABS.at(-1) ?? null) : null;
}
