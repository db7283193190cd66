import { Plus, Radio } from "lucide-react";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { SearchField } from "../ui/SearchField";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { type Me, type Show, Status } from "./calls";
import { To } from "./Frame";
import { LiveNow } from "./LiveNow";
import { NewShow } from "./NewShow";
import { PlannedStart } from "./PlannedStart";
import { ShowPicture } from "./ShowPicture";
import { StatusChip } from "./StatusChip";
import type { Place } from "./usePlace";
import { FILTERS, type Filter, PAGE, useShows, type Wanted } from "./useShows";
import { consoleWords } from "./words";

interface Props {
	me: Me;
	go: (place: Place) => void;
	onOut: () => void;
}

const GROUPS = ["live", "next", "over"] as const;
const ALL: Wanted = { name: "", filter: "all", page: 1 };

/** List the shows: those on air, those that come, those that are over. Without any, ask for the first one. */
export function Shows({ me, go, onOut }: Props) {
	const words = useWords(consoleWords);
	const [wanted, setWanted] = useState(ALL);
	const [making, setMaking] = useState(false);
	const { shows, total } = useShows(wanted, onOut);
	const { name, filter, page } = wanted;
	const may = me.Role !== "viewer";
	const first = shows !== null && !shows.length && !name && filter === "all" && page === 1 && may;
	const made = (id: number) => go({ at: "show", id, tab: "overview" });
	useBody("console", first ? "first" : "shows", false, words.shows);
	if (first) {
		return (
			<section className={css.card}>
				<Radio />
				<h1>{words.first.title}</h1>
				<p>{words.first.text}</p>
				<NewShow trial onMade={made} onOut={onOut} />
			</section>
		);
	}
	return (
		<>
			<div className={css.head}>
				<h1>{words.shows}</h1>
				<div className={css.find}>
					<SearchField
						label={words.find}
						id="find-show"
						value={name}
						onChange={(event) => setWanted({ ...wanted, name: event.target.value, page: 1 })}
					/>
				</div>
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
			<Filters now={filter} onChoose={(chosen) => setWanted({ ...wanted, filter: chosen, page: 1 })} />
			{GROUPS.map((group) => (
				<Group key={group} title={words.groups[group]} shows={inGroup(shows ?? [], group)} go={go} onOut={onOut} />
			))}
			{shows?.length === 0 && <p className={css.hint}>{words.nothing}</p>}
			<Pages page={page} total={total} onTurn={(to) => setWanted({ ...wanted, page: to })} />
		</>
	);
}

function Filters({ now, onChoose }: { now: Filter; onChoose: (filter: Filter) => void }) {
	const words = useWords(consoleWords);
	return (
		<fieldset className={css.filters} aria-label={words.filter}>
			{(Object.keys(FILTERS) as Filter[]).map((each) => (
				<button type="button" key={each} id={`filter-${each}`} aria-pressed={each === now} onClick={() => onChoose(each)}>
					{words.filters[each]}
				</button>
			))}
		</fieldset>
	);
}

function Pages({ page, total, onTurn }: { page: number; total: number; onTurn: (to: number) => void }) {
	const { pages } = useWords(consoleWords);
	if (total <= PAGE) return null;
	const last = Math.min(page * PAGE, total);
	return (
		<nav className={css.pages} aria-label={pages.label}>
			<Button id="page-before" disabled={page === 1} onClick={() => onTurn(page - 1)}>
				{pages.before}
			</Button>
			<span className="digits">{pages.range((page - 1) * PAGE + 1, last, total)}</span>
			<Button id="page-after" disabled={last === total} onClick={() => onTurn(page + 1)}>
				{pages.after}
			</Button>
		</nav>
	);
}

interface GroupProps {
	title: string;
	shows: Show[];
	go: (place: Place) => void;
	onOut: () => void;
}

function Group({ title, shows, go, onOut }: GroupProps) {
	if (!shows.length) return null;
	return (
		<section>
			<h2 className={css.group}>{title}</h2>
			<ul className={css.table}>
				{shows.map((show) => (
					<li key={show.Id} data-show={show.Id}>
						<To place={{ at: "show", id: show.Id, tab: "overview" }} here={false} go={go}>
							<ShowPicture id={show.Id} name={show.Name} status={show.Status} cover={show.CoverImage} />
							<span className={css.named}>
								<b>{show.Name}</b>
								<PlannedStart show={show} />
							</span>
							{show.Status === Status.LIVE && <LiveNow id={show.Id} onOut={onOut} />}
							<StatusChip status={show.Status} since={show.StreamStartTime} />
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
