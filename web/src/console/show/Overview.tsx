import { Copy, Gauge, Mic, Users } from "lucide-react";
import { useState } from "react";
import { useLanguage, useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import base from "../Console.module.css";
import { act } from "../calls";
import { Refusal } from "../Refusal";
import { ShowPicture } from "../ShowPicture";
import { useAdminAct } from "../useAdminAct";
import { consoleWords } from "../words";
import { Ask } from "./Ask";
import { Doors } from "./Doors";
import type { OfShow } from "./ofShow";
import css from "./Show.module.css";
import type { DoorsState } from "./useDoors";
import type { Finding, Now, Person } from "./useShow";
import { showWords } from "./words";

/** How a show is doing: its picture, its doors, what is not well, who watches, who is in. */
export function Overview({ doors, ...of }: OfShow & { doors: DoorsState }) {
	const words = useWords(consoleWords);
	const { show, now, people, may } = of;
	return (
		<div className={css.cols}>
			<div className={css.stack}>
				<ShowPicture id={of.id} name={show.Name} status={now.Status} cover={show.CoverImage} large />
				{!may && <p className={base.hint}>{words.notAllowed}</p>}
				<Doors state={doors} watch={show.ViewUrl} may={may} />
			</div>
			<div className={css.stack}>
				<Well findings={now.Findings} />
				<Watching now={now} />
				<Inside people={people} />
				{may && <More {...of} />}
			</div>
		</div>
	);
}

function Well({ findings }: { findings: Finding[] }) {
	const { well } = useWords(showWords);
	return (
		<section className={base.card} id="well" data-well={!findings.length}>
			<h2>
				<Gauge size={16} /> {well.title}
			</h2>
			{findings.length ? (
				<ul className={css.findings}>
					{findings.map((one) => (
						<li key={one} data-finding={one}>
							{well.findings[one] ?? one}
						</li>
					))}
				</ul>
			) : (
				<p className={css.good}>{well.all}</p>
			)}
		</section>
	);
}

function Watching({ now }: { now: Now }) {
	const words = useWords(consoleWords);
	const { watching } = useWords(showWords);
	return (
		<section className={base.card}>
			<h2>
				<Users size={16} /> {watching.title}
			</h2>
			<span className={`${css.number} digits`}>{words.watching(now.Viewers)}</span>
			<p className={base.hint}>{now.OrderNumber ? watching.most(Math.max(now.MostViewers, now.Viewers)) : watching.none}</p>
		</section>
	);
}

function Inside({ people }: { people: Person[] }) {
	const words = useWords(consoleWords);
	const { stage } = useWords(showWords);
	return (
		<section className={base.card} id="inside">
			<h2>
				<Mic size={16} /> {stage.title}
			</h2>
			{people.length ? (
				<ul className={base.lines}>
					{people.map((one) => (
						<Line key={one.SessionId} person={one} />
					))}
				</ul>
			) : (
				<p className={base.hint}>{words.nobody}</p>
			)}
		</section>
	);
}

function Line({ person }: { person: Person }) {
	const words = useWords(consoleWords);
	const { stage } = useWords(showWords);
	const language = useLanguage();
	const host = person.Role === "host";
	const place = host || !person.OnStage ? stage.waiting : person.OnAir ? stage.onAir : stage.backstage;
	const since = (person.JoinTime || person.CreateTime) * 1000;
	const time = new Date(since).toLocaleTimeString(language, { timeStyle: "short" });
	return (
		<li>
			<span>{person.UserName || words.roles[person.Role]}</span>
			<span className={base.hint}>{[host ? stage.seat : place, stage.since(time)].join(" · ")}</span>
		</li>
	);
}

/** Duplicate the show, or delete it. */
function More({ show, id, go, onOut }: OfShow) {
	const { more, keep, removeNow } = useWords(showWords);
	const [typed, setTyped] = useState("");
	const { busy, refused, run } = useAdminAct(onOut);
	const duplicate = () =>
		run(async () => {
			const made = await act("CreateActivityAPIV2", { Name: more.copyName(show.Name), OldId: id });
			go({ at: "show", id: made.ActivityId, tab: "details" });
		});
	const remove = async () => {
		await act("DeleteActivityAPI", { ActivityId: id });
		go({ at: "shows" });
	};
	return (
		<section className={base.card}>
			<h2>{more.title}</h2>
			<Refusal reason={refused} />
			<div className={base.buttons}>
				<Button id="duplicate" busy={busy} onClick={duplicate}>
					<Copy size={16} />
					<span>{more.copy}</span>
				</Button>
				<Ask
					id="delete-show"
					label={more.remove}
					question={more.question}
					yes={removeNow}
					no={keep}
					unready={typed.trim() !== show.Name.trim()}
					onYes={remove}
					onOut={onOut}
				>
					<Field
						label={more.type}
						calm
						said={show.Name}
						id="delete-name"
						value={typed}
						onChange={(event) => setTyped(event.target.value)}
					/>
				</Ask>
			</div>
		</section>
	);
}
