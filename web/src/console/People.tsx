import { useCallback, useState } from "react";
import { useLanguage, useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Field } from "../ui/Field";
import { moment } from "../ui/moment";
import { SelectField } from "../ui/SelectField";
import { useBody } from "../ui/useBody";
import { Ask } from "./Ask";
import css from "./Console.module.css";
import { act, type Me, type Result } from "./calls";
import { To } from "./Frame";
import pages from "./Pages.module.css";
import { peopleWords } from "./peopleWords";
import { usePages } from "./usePages";
import type { Place } from "./usePlace";
import { useSettled } from "./useSettled";
import { useShowNames } from "./useShowNames";

type Person = Result<"ListPeople">["People"][number];
type Role = "" | Person["Role"];

interface Props {
	me: Me;
	go: (place: Place) => void;
	onOut: () => void;
}

/** The hosts and guests of all shows: who came, to which show, and when they were last seen. */
export function People({ me, go, onOut }: Props) {
	const words = useWords(peopleWords);
	const [typed, setTyped] = useState("");
	const [show, setShow] = useState("");
	const [role, setRole] = useState<Role>("");
	const [inside, setInside] = useState(false);
	const name = useSettled(typed);
	const shows = useShowNames(words.allShows, onOut);
	useBody("console", "people", false, words.people);
	const read = useCallback(
		async (token: string) => {
			const fields = { UserName: name, OnlyConnected: Number(inside), PageSize: 50, PageToken: token };
			const only = { ...(show && { ActivityId: Number(show) }), ...(role && { Role: role }) };
			const { People, NextPageToken } = await act("ListPeople", { ...fields, ...only });
			return { rows: People, next: NextPageToken };
		},
		[name, show, role, inside],
	);
	const { rows, more, readMore, again } = usePages(read, onOut);
	const roles = [["", words.allRoles] as const, ...Object.entries(words.roles)];
	return (
		<>
			<div className={css.head}>
				<h1>{words.people}</h1>
			</div>
			<div className={pages.filters}>
				<Field
					label={words.find}
					id="find-person"
					type="search"
					value={typed}
					onChange={(event) => setTyped(event.target.value)}
				/>
				<SelectField label={words.show} id="of-show" value={show} choices={shows} onChoose={setShow} />
				<SelectField
					label={words.role}
					id="of-role"
					value={role}
					choices={roles}
					onChoose={(chosen) => setRole(chosen as Role)}
				/>
				<label className={pages.check}>
					<input type="checkbox" id="only-in" checked={inside} onChange={(event) => setInside(event.target.checked)} />
					<span>{words.onlyIn}</span>
				</label>
			</div>
			{rows?.length === 0 && <p className={css.hint}>{words.nobody}</p>}
			{Boolean(rows?.length) && (
				<ul className={pages.rows}>
					{rows?.map((person) => (
						<Row key={person.SessionId} person={person} may={me.Role !== "viewer"} go={go} onDone={again} onOut={onOut} />
					))}
				</ul>
			)}
			{more && <Button onClick={readMore}>{words.more}</Button>}
		</>
	);
}

interface RowProps {
	person: Person;
	may: boolean;
	go: (place: Place) => void;
	onDone: () => void;
	onOut: () => void;
}

function Row({ person, may, go, onDone, onOut }: RowProps) {
	const words = useWords(peopleWords);
	const language = useLanguage();
	const role = words.roles[person.Role];
	const name = person.UserName || role;
	const about = { ActivityId: person.ActivityId, SessionId: person.SessionId };
	const end = (block: number) => () => act("EndSession", { ...about, BlockLink: block });
	return (
		<li className={pages.row} data-person={person.SessionId}>
			<div className={pages.about}>
				<span>
					<b>{name}</b> {person.UserName && role}
				</span>
				<span>
					<To place={{ at: "show", id: person.ActivityId, tab: "overview" }} here={false} go={go}>
						{person.ActivityName}
					</To>
				</span>
				<span className={pages.faint}>
					{[person.Browser, person.System, words.came(moment(person.CreateTime * 1000, language))].filter(Boolean).join(" · ")}
				</span>
			</div>
			{person.Connected && <Chip tone="good">{words.isIn}</Chip>}
			{!person.Connected && <span className={pages.faint}>{words.seen(moment(person.SeenTime * 1000, language))}</span>}
			{person.Blocked && <Chip tone="care">{words.blocked}</Chip>}
			{may && !person.EndReason && (
				<Ask
					words={words.takeOut}
					name={`${words.takeOut}: ${name}`}
					question={words.takeOutQuestion(name)}
					keep={words.keep}
					choices={[
						{ words: words.takeOutOnly, act: end(0) },
						{ words: words.takeOutAndBlock, act: end(1) },
					]}
					onDone={onDone}
					onOut={onOut}
				/>
			)}
			{may && person.Blocked && (
				<Ask
					words={words.letIn}
					name={`${words.letIn}: ${name}`}
					question={words.letInQuestion(name)}
					keep={words.keep}
					choices={[{ words: words.letIn, act: () => act("UnblockSession", about) }]}
					onDone={onDone}
					onOut={onOut}
				/>
			)}
		</li>
	);
}
