import { AppWindow, Users } from "lucide-react";
import { useLanguage, useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { moment } from "../ui/moment";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { type Me, Status } from "./calls";
import { EndShow } from "./EndShow";
import { To } from "./Frame";
import { useDoors } from "./useDoors";
import type { Place } from "./usePlace";
import { type Person, useShow } from "./useShow";
import { consoleWords } from "./words";

interface Props {
	id: number;
	me: Me;
	go: (place: Place) => void;
	onOut: () => void;
}

/** One show: its three doors, who is in, and how many watch. */
export function ShowPage({ id, me, go, onOut }: Props) {
	const words = useWords(consoleWords);
	const language = useLanguage();
	const { show, people, viewers, again } = useShow(id, onOut);
	const may = me.Role !== "viewer";
	const doors = useDoors(id, may);
	const known = show !== null && show !== "gone" ? show : null;
	const live = known?.Status === Status.LIVE;
	useBody("console", "show", live, known?.Name ?? words.shows);
	return (
		<>
			<p className={css.hint}>
				<To place={{ at: "shows" }} here={false} go={go}>
					{words.back}
				</To>
			</p>
			{show === "gone" && <p role="status">{words.gone}</p>}
			{known && (
				<>
					<div className={css.head}>
						<h1>{known.Name}</h1>
						{live ? (
							<span className={css.air}>{words.onAir}</span>
						) : (
							<span className={css.hint}>{known.LiveTime ? moment(known.LiveTime * 1000, language) : words.noTime}</span>
						)}
						{doors.host && (
							<Button id="open-studio" onClick={() => open(doors.host, "_blank", "noopener")}>
								<AppWindow size={16} />
								<span>{words.openStudio}</span>
							</Button>
						)}
						{live && may && <EndShow id={id} onEnded={again} onOut={onOut} />}
					</div>
					{!may && <p className={css.hint}>{words.notAllowed}</p>}
					<div className={css.doors}>
						{may && <Door kind="host" url={doors.host} />}
						{may && <Door kind="guest" url={doors.guest} />}
						<Door kind="watch" url={known.ViewUrl} />
					</div>
					<section className={css.card}>
						<h2>
							<Users size={16} /> {words.inside}
						</h2>
						<p className="digits">{words.watching(viewers)}</p>
						<People people={people} />
					</section>
				</>
			)}
		</>
	);
}

function Door({ kind, url }: { kind: "host" | "guest" | "watch"; url: string }) {
	const words = useWords(consoleWords);
	const { title, text } = words.doors[kind];
	return (
		<section className={css.door}>
			<h2>{title}</h2>
			<p>{text}</p>
			<code id={`${kind}-link`}>{url}</code>
			<CopyButton small id={`copy-${kind}-link`} text={url} disabled={!url} label={words.copy} aria-label={words.copyOf[kind]} />
		</section>
	);
}

function People({ people }: { people: Person[] }) {
	const words = useWords(consoleWords);
	if (!people.length) return <p className={css.hint}>{words.nobody}</p>;
	return (
		<ul>
			{people.map((person) => (
				<li key={person.SessionId}>
					{[person.UserName || words.roles[person.Role], person.UserName && words.roles[person.Role]].filter(Boolean).join(" · ")}
				</li>
			))}
		</ul>
	);
}
