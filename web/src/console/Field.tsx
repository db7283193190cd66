import type { ComponentProps } from "react";
import css from "./Console.module.css";

interface Props extends ComponentProps<"input"> {
	label: string;
	/** Words below the field. */
	hint?: string | undefined;
	/** The label stands in the empty field. */
	inside?: boolean;
}

/** A field with its label above it. */
export function Field({ label, hint, inside, ...rest }: Props) {
	if (inside) {
		return (
			<div className={css.field}>
				<input {...rest} aria-label={label} placeholder={label} />
			</div>
		);
	}
	return (
		<label className={css.field}>
			<span>{label}</span>
			<input {...rest} />
			{hint && <span className={css.hint}>{hint}</span>}
		</label>
	);
}
