import type { ComponentProps } from "react";
import css from "./Field.module.css";

interface Props extends ComponentProps<"input"> {
	label: string;
}

/** A field with its label above it. The children stand below it. */
export function Field({ label, children, ...rest }: Props) {
	return (
		<label className={css.field}>
			<span>{label}</span>
			<input {...rest} />
			{children}
		</label>
	);
}
