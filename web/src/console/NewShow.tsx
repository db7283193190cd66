import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Console.module.css";
import { act } from "./calls";
import { Field } from "./Field";
import { Refusal } from "./Refusal";
import { secondsOf } from "./time";
import { useAct } from "./useAct";
import { consoleWords } from "./words";

/** Make a show: a title is enough. `onMade` gets its id. */
export function NewShow({ onMade, onOut }: { onMade: (id: number) => void; onOut: () => void }) {
	const words = useWords(consoleWords);
	const [name, setName] = useState("");
	const [starts, setStarts] = useState("");
	const { busy, refused, run } = useAct(onOut);
	const make = (event: FormEvent) => {
		event.preventDefault();
		run(async () => {
			onMade((await act("CreateActivityAPIV2", { Name: name, LiveTime: secondsOf(starts) })).ActivityId);
		});
	};
	return (
		<form className={css.form} onSubmit={make}>
			<Field label={words.title} id="show-name" required value={name} onChange={(event) => setName(event.target.value)} />
			<Field
				label={words.starts}
				id="show-starts"
				type="datetime-local"
				value={starts}
				onChange={(event) => setStarts(event.target.value)}
			/>
			<Refusal reason={refused} />
			<div className={css.buttons}>
				<Button kind="primary" type="submit" id="make-show" busy={busy}>
					{words.make}
				</Button>
			</div>
		</form>
	);
}
