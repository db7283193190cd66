import { type FormEvent, useId, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { useModal } from "../ui/useModal";
import css from "./Crew.module.css";
import { crewWords } from "./crewWords";

interface Props {
	title: string;
	label: string;
	/** The text that there is already. */
	first: string;
	/** The most characters. */
	most: number;
	/** The text may not be empty. Otherwise an empty one takes the present text away. */
	needed?: boolean;
	/** Returns whether the server took it. */
	onSave: (text: string) => Promise<boolean>;
	onClose: () => void;
}

/** Ask for one text about a guest. Enter saves it. A text that the server refuses stays in the field. */
export function GuestText({ title, label, first, most, needed = false, onSave, onClose }: Props) {
	const words = useWords(crewWords);
	const { close, props } = useModal(onClose);
	const [typed, setTyped] = useState(first);
	const [refused, setRefused] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	const id = useId();
	const submit = async (event: FormEvent) => {
		event.preventDefault();
		const text = typed.trim();
		if (text === first || (await onSave(text))) return close();
		setRefused(true);
		field.current?.focus();
	};
	return (
		<dialog {...props} aria-labelledby={`${id}-title`}>
			<h2 id={`${id}-title`}>{title}</h2>
			<form onSubmit={(event) => void submit(event)} className={css.text}>
				<label>
					<span>{label}</span>
					<input
						ref={field}
						autoFocus
						maxLength={most}
						autoComplete="off"
						required={needed}
						aria-invalid={refused || undefined}
						aria-describedby={refused ? `${id}-refused` : undefined}
						value={typed}
						onChange={({ target }) => {
							setTyped(target.value);
							setRefused(false);
						}}
					/>
				</label>
				<p id={`${id}-refused`} role="alert" className={css.refused}>
					{refused && words.notSaved}
				</p>
				<div>
					<Button kind="quiet" onClick={close}>
						{words.close}
					</Button>
					<Button type="submit" kind="primary" data-do="save">
						{words.save}
					</Button>
				</div>
			</form>
		</dialog>
	);
}
