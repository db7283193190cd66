import { type FormEvent, useState } from "react";
import { useWords } from "../../i18n/useWords";
import { Field } from "../../ui/Field";
import base from "../Console.module.css";
import { act, Status } from "../calls";
import { fieldOf, plannedStart, startOf } from "../time";
import { useAdminAct } from "../useAdminAct";
import { consoleWords } from "../words";
import type { OfShow } from "./ofShow";
import { Save } from "./Save";
import { showWords } from "./words";

/** The name, the start and the cover of a show. */
export function Basics({ show, id, may, again, onOut }: OfShow) {
	const words = useWords(consoleWords);
	const { details } = useWords(showWords);
	const [name, setName] = useState(show.Name);
	const [before, setBefore] = useState(fieldOf(plannedStart(show)));
	const [starts, setStarts] = useState(before);
	const [cover, setCover] = useState(show.CoverImage);
	const [saved, setSaved] = useState(false);
	const { busy, refused, run } = useAdminAct(onOut);
	const live = show.Status === Status.LIVE;
	const typing = (set: (value: string) => void) => (event: { target: { value: string } }) => {
		set(event.target.value);
		setSaved(false);
	};
	const save = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			const whole = await act("GetActivityBasicConfigAPI", { ActivityId: id });
			// A field has minutes. A start that nobody changed keeps its seconds.
			const same = live || starts === before;
			const changed = { Name: name, LiveTime: same ? (whole.LiveTime ?? 0) : startOf(starts), CoverImageUrl: cover.trim() };
			await act("UpdateActivityBasicConfigAPI", { ...whole, ...changed });
			setBefore(starts);
			setSaved(true);
			again();
		});
	};
	return (
		<form className={base.form} onSubmit={save}>
			<Field label={words.title} id="basic-name" required disabled={!may} value={name} onChange={typing(setName)} />
			<Field
				label={words.starts}
				calm
				said={live && details.fixedTime}
				id="basic-starts"
				type="datetime-local"
				disabled={!may || live}
				value={starts}
				onChange={typing(setStarts)}
			/>
			<Field
				label={details.cover}
				calm
				said={details.coverHint}
				id="basic-cover"
				type="url"
				pattern="https?://.+"
				placeholder="https://"
				disabled={!may}
				value={cover}
				onChange={typing(setCover)}
			/>
			{may && <Save id="save-basics" busy={busy} refused={refused} saved={saved} />}
		</form>
	);
}
