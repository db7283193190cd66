import { type ReactNode, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Tabs } from "../ui/Tabs";
import css from "./Talk.module.css";
import { talkWords } from "./words";

export type Tab = "chat" | "questions";

interface Props {
	/** The tabs that the show has. */
	tabs: readonly Tab[];
	/** Questions without an answer. */
	open: number;
	/** Beside the tabs. */
	beside?: ReactNode;
	panel: (tab: Tab) => ReactNode;
}

/** Switch between the chat and the questions. Both panels stay in the page, so a half-written text stays too. */
export function TalkTabs({ tabs, open, beside, panel }: Props) {
	const words = useWords(talkWords);
	const [chosen, choose] = useState<Tab>("chat");
	const shown = tabs.includes(chosen) ? chosen : (tabs[0] ?? "chat");
	const text = (tab: Tab) => (
		<>
			{words[tab]}
			{tab === "questions" && open > 0 && (
				<span className={css.count} role="img" aria-label={words.open(open)}>
					{open}
				</span>
			)}
		</>
	);
	return (
		<>
			<div className={css.head}>
				<Tabs
					tabs={tabs.map((tab) => ({ key: tab, panel: tab, text: text(tab) }))}
					shown={shown}
					onShow={choose}
					label={words.talk}
					className={css.tabs}
				/>
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
