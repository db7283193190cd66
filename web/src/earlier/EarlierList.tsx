import { useState } from "react";
import type { Template } from "../design/document";
import { useLanguage, useWords } from "../i18n/useWords";
import type { Session } from "../net/useSession";
import { TemplatePicture } from "../scene/TemplatePicture";
import { Button } from "../ui/Button";
import { uiWords } from "../ui/words";
import css from "./EarlierShows.module.css";
import { type EarlierShow, useEarlierShows } from "./useEarlierShows";
import { earlierWords } from "./words";

/** So many shows need a search. */
const MANY = 8;

interface Props {
	session: Session;
	/** A show is being copied. */
	busy: boolean;
	onChoose: (show: EarlierShow) => void;
}

/** List the earlier shows, and search in many. */
export function EarlierList({ session, busy, onChoose }: Props) {
	const words = useWords(earlierWords);
	const { tryAgain } = useWords(uiWords);
	const [search, setSearch] = useState("");
	const { shows, state, again } = useEarlierShows(session, search.trim());
	const waits = state === "asking" || state === "slow";
	return (
		<>
			{(search || shows.length >= MANY) && (
				<label className={css.search}>
					<span>{words.search}</span>
					<input
						id="search-shows"
						type="search"
						maxLength={100}
						autoComplete="off"
						value={search}
						onChange={({ target }) => setSearch(target.value)}
					/>
				</label>
			)}
			<p role="status" className={css.text} data-list={state}>
				{waits && (state === "slow" ? words.slow : words.looking)}
				{state === "there" && shows.length === 0 && search && words.notFound}
			</p>
			{state === "failed" && (
				<div role="alert" className={css.trouble}>
					<p>{words.failed}</p>
					<Button small onClick={again}>
						{tryAgain}
					</Button>
				</div>
			)}
			{state === "there" && shows.length === 0 && !search && (
				<div className={css.none}>
					<p>{words.none}</p>
					<p className={css.text}>{words.noneCure}</p>
				</div>
			)}
			<ul className={css.shows} aria-label={words.list} aria-busy={waits}>
				{shows.map((show) => (
					<Row key={show.ActivityId} show={show} busy={busy} onChoose={onChoose} />
				))}
			</ul>
		</>
	);
}

function Row({ show, busy, onChoose }: { show: EarlierShow; busy: boolean; onChoose: (show: EarlierShow) => void }) {
	const words = useWords(earlierWords);
	const language = useLanguage();
	const { ActivityId, Name, LiveTime, Scenes, Template: template, Colours } = show;
	const day = new Date(LiveTime * 1000).toLocaleDateString(language, { dateStyle: "medium" });
	return (
		<li>
			<button type="button" data-show={ActivityId} aria-disabled={busy || undefined} onClick={() => !busy && onChoose(show)}>
				<span className={css.picture} style={{ background: `linear-gradient(135deg, ${Colours.join(", ")})` }}>
					{template && <TemplatePicture template={template as Exclude<Template, "">} look={css.drawing} />}
				</span>
				<span className={css.words}>
					<b>{Name}</b>
					<span>
						{day} · {words.scenes(Scenes)}
					</span>
				</span>
			</button>
		</li>
	);
}
