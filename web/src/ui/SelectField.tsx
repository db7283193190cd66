import type { ComponentProps } from "react";
import css from "./Field.module.css";

interface Props extends Omit<ComponentProps<"select">, "onChange"> {
	label: string;
	/** The value and the words of each choice. */
	choices: readonly (readonly [value: string, words: string])[];
	onChoose: (value: string) => void;
}

/** A choice among several, with its label above it. */
export function SelectField({ label, choices, onChoose, ...rest }: Props) {
	return (
		<label className={css.field}>
			<span>{label}</span>
			<select {...rest} onChange={(event) => onChoose(event.target.value)}>
				{choices.map(([value, words]) => (
					<option key={value} value={value}>
						{words}
					</option>
				))}
			</select>
		</label>
	);
}
