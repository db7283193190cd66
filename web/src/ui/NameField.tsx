import { useWords } from "../i18n/useWords";
import { Field } from "./Field";
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
	return (
		<Field
			id={id}
			label={words.yourName}
			value={name}
			autoComplete="name"
			required
			aria-invalid={problem !== "" || undefined}
			said={problem && words.nameProblem[problem]}
			onChange={(event) => onType(event.target.value)}
		/>
	);
}
