import { Plus, Radio } from "lucide-react";
import { useState } from "react";
import { useLanguage, useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { moment } from "../ui/moment";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { type Me, type Show, Status } from "./calls";
import { Field } from "./Field";
import { To } from "./Frame";
import { NewShow } from "./NewShow";
import type { Place } from "./usePlace";
import { PAGE, useShows } from "./useShows";
import { consoleWords } from "./words";

interface Props {
	me: Me;
	go: (place: Place) => void;
	onOut: () => void;
}

const GROUPS = ["live", "next", "over"] as const;

/** List the shows: those on air, those that come, those that are over. Without any, ask for the first one. */
export function Shows({ me, go, onOut }: Props) {
	const words = useWords(consoleWords);
	const [name, setName] = useState("");
	const [pages, setPages] = useState(1);
	const [making, setMaking] = useState(false);
	const { shows, total } = useShows(name, pages, onOut);
	const may = me.Role !== "viewer";
	const first = shows !== null && !shows.length && !name && may;
	const made = (id: number) => go({ at: "show", id });
	useBody("console", first ? "first" : "shows", false, words.shows);
	if (first) {
		return (
			<section className={css.card}>
				<Radio />
				<h1>{words.first.title}</h1>
				<p>{words.first.text}</p>
				<NewShow onMade={made} onOut={onOut} />
			</section>
		);
	}
	return (
		<>
			<div className={css.head}>
				<h1>{words.shows}</h1>
				<Field label={words.find} id="find-show" type="search" value={name} onChange={(event) => setName(event.target.value)} />
				{may && (
					<Button kind="primary" id="new-show" aria-expanded={making} onClick={() => setMaking(!making)}>
						<Plus size={16} />
						<span>{words.newShow}</span>
					</Button>
				)}
			</div>
			{making && (
				<section className={css.card}>
					<NewShow onMade={made} onOut={onOut} />
				</section>
			)}
			{GROUPS.map((group) => (
				<Group key={group} title={words.groups[group]} shows={inGroup(shows ?? [], group)} go={go} />
			))}
			{shows?.length === 0 && <p className={css.hint}>{words.nothing}</p>}
			{total > pages * PAGE && <Button onClick={() => setPages(pages + 1)}>{words.more}</Button>}
		</>
	);
}

function Group({ title, shows, go }: { title: string; shows: Show[]; go: (place: Place) => void }) {
	const words = useWords(consoleWords);
	const language = useLanguage();
	if (!shows.length) return null;
	return (
		<section>
			<h2 className={css.group}>{title}</h2>
			<ul className={css.table}>
				{shows.map((show) => (
					<li key={show.Id} data-show={show.Id}>
						<To place={{ at: "show", id: show.Id }} here={false} go={go}>
							<b>{show.Name}</b>
							{show.Status === Status.LIVE ? (
								<span className={css.air}>{words.onAir}</span>
							) : (
								<span className={css.hint}>{show.LiveTime ? moment(show.LiveTime * 1000, language) : words.noTime}</span>
							)}
						</To>
					</li>
				))}
			</ul>
		</section>
	);
}

type GroupName = (typeof GROUPS)[number];

/** Return the shows of a group. The next one to come is first, and of all others the latest. */
export function inGroup(shows: Show[], group: GroupName): Show[] {
	const found = shows.filter((show) => groupOf(show) === group);
	return group === "next" ? found.reverse() : found;
}

function groupOf(show: Show): GroupName {
	if (show.Status === Status.LIVE) return "live";
	return show.Status === Status.PREVIEW ? "next" : "over";
}
