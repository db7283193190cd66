import type { ComponentProps } from "react";
import css from "./Console.module.css";

interface Props extends ComponentProps<"input"> {
	label: string;
	/** Words below the field. */
	hint?: string | undefined;
}

/** A field with its label above it. */
export function Field({ label, hint, ...rest }: Props) {
	return (
		<label className={css.field}>
			<span>{label}</span>
			<input {...rest} />
			{hint && <span className={css.hint}>{hint}</span>}
		</label>
	);
}
