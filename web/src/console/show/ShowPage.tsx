import { AppWindow } from "lucide-react";
import { useLanguage, useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import { moment } from "../../ui/moment";
import { useBody } from "../../ui/useBody";
import base from "../Console.module.css";
import { act, type Me, Status } from "../calls";
import { To } from "../Frame";
import { StatusChip } from "../StatusChip";
import { plannedStart } from "../time";
import { type Place, TABS, type Tab } from "../usePlace";
import { consoleWords } from "../words";
import { Ask } from "./Ask";
import { Details } from "./Details";
import { Links } from "./Links";
import { Overview } from "./Overview";
import type { OfShow } from "./ofShow";
import { Recordings } from "./Recordings";
import css from "./Show.module.css";
import { useDoors } from "./useDoors";
import { type ShowState, useShow } from "./useShow";
import { showWords } from "./words";

interface Props {
	id: number;
	tab: Tab;
	me: Me;
	go: (place: Place) => void;
	onOut: () => void;
}

/** One show: how it is doing, its links, its details. */
export function ShowPage({ id, tab, me, go, onOut }: Props) {
	const words = useWords(consoleWords);
	const [state, again] = useShow(id, onOut);
	const known = state === "gone" ? null : state;
	const title = known?.show.Name ?? words.shows;
	useBody("console", tab === "overview" ? "show" : tab, known?.show.Status === Status.LIVE, title);
	return (
		<>
			<p className={`${base.hint} ${base.back}`}>
				<To place={{ at: "shows" }} here={false} go={go}>
					{words.back}
				</To>
			</p>
			{state === "gone" && <p role="status">{words.gone}</p>}
			{known && <Known {...known} id={id} tab={tab} me={me} go={go} again={again} onOut={onOut} />}
		</>
	);
}

function Known({ tab, me, ...rest }: Omit<OfShow, "may"> & Props) {
	const words = useWords(consoleWords);
	const { show, now, id, go, again, onOut } = rest;
	const may = me.Role !== "viewer";
	const doors = useDoors(id, may, onOut);
	const studio = doors.doors?.Host.Url;
	const live = now.Status === Status.LIVE;
	const of = { ...rest, may };
	return (
		<>
			<div className={base.head}>
				<h1>{show.Name}</h1>
				{live ? <StatusChip status={Status.LIVE} since={now.StartTime} /> : <Coming of={show} />}
				{studio && (
					<Button id="open-studio" onClick={() => open(studio, "_blank", "noopener")}>
						<AppWindow size={16} />
						<span>{words.openStudio}</span>
					</Button>
				)}
				{(live || now.Requested) && may && (
					<Ask
						id="end-show"
						label={words.endShow}
						question={words.endQuestion}
						yes={words.endNow}
						no={words.keepOn}
						onYes={() => act("EndShow", { ActivityId: id }).then(again)}
						onOut={onOut}
					/>
				)}
			</div>
			<Tabs id={id} tab={tab} go={go} />
			{tab === "overview" && <Overview {...of} doors={doors} />}
			{tab === "links" && <Links {...of} onChanged={doors.again} />}
			{tab === "recordings" && <Recordings {...of} />}
			{tab === "details" && <Details {...of} />}
		</>
	);
}

function Coming({ of }: { of: ShowState["show"] }) {
	const words = useWords(consoleWords);
	const language = useLanguage();
	const start = plannedStart(of);
	return (
		<>
			<StatusChip status={of.Status} />
			<span className={base.hint}>{start ? moment(start * 1000, language) : words.noTime}</span>
		</>
	);
}

function Tabs({ id, tab, go }: { id: number; tab: Tab; go: (place: Place) => void }) {
	const words = useWords(showWords);
	return (
		<nav className={css.tabs} aria-label={words.tabsOf}>
			{TABS.map((each) => (
				<To key={each} place={{ at: "show", id, tab: each }} here={each === tab} go={go}>
					{words.tabs[each]}
				</To>
			))}
		</nav>
	);
}
