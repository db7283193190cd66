import { useId } from "react";
import { useWords } from "../i18n/useWords";
import css from "./NameField.module.css";
import type { NameProblem } from "./name";
import { uiWords } from "./words";

interface Props {
	id: string;
	name: string;
	problem: NameProblem;
	onType: (name: string) => void;
}

/** Ask a person for their name, and say what is wrong with it. */
export function NameField({ id, name, problem, onType }: Props) {
	const words = useWords(uiWords);
	const said = useId();
	return (
		<label className={css.field}>
			<span>{words.yourName}</span>
			<input
				id={id}
				value={name}
				autoComplete="name"
				required
				aria-invalid={problem !== "" || undefined}
				aria-describedby={said}
				onChange={(event) => onType(event.target.value)}
			/>
			<span id={said} role="status" className={css.problem}>
				{problem && words.nameProblem[problem]}
			</span>
		</label>
	);
}
