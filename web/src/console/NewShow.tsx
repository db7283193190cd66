import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import css from "./Console.module.css";
import { act } from "./calls";
import { Refusal } from "./Refusal";
import { startOf } from "./time";
import { useAdminAct } from "./useAdminAct";
import { consoleWords } from "./words";

interface Props {
	/** Gets the new show's id. */
	onMade: (id: number) => void;
	onOut: () => void;
	/** Offer a trial. It makes a show, with or without a title, and opens its studio in place of this page. */
	trial?: boolean;
}

/** Make a show: a title is enough. */
export function NewShow({ onMade, onOut, trial = false }: Props) {
	const words = useWords(consoleWords);
	const [name, setName] = useState("");
	const [starts, setStarts] = useState("");
	const { busy, refused, run } = useAdminAct(onOut);
	const make = (event: FormEvent) => {
		event.preventDefault();
		run(async () => onMade((await act("CreateActivityAPIV2", { Name: name, LiveTime: startOf(starts) })).ActivityId));
	};
	const tryOut = () =>
		run(async () => {
			const { ActivityId } = await act("CreateActivityAPIV2", { Name: name.trim() || words.first.trial });
			location.assign((await act("GetShowDoors", { ActivityId })).Host.Url);
		});
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
				{trial && (
					<Button kind="quiet" id="try-show" busy={busy} onClick={tryOut}>
						{words.first.try}
					</Button>
				)}
			</div>
		</form>
	);
}
