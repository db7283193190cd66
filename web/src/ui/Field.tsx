import { type ComponentProps, useId } from "react";
import css from "./Field.module.css";

interface Props extends ComponentProps<"input"> {
	label: string;
	/** Words below the field that a screen reader says when they come, mostly what is wrong. */
	said?: string | false;
	/** The words are no fault of what was typed. */
	calm?: boolean;
	/** The id of further words about the field; "" for none. */
	hint?: string;
}

/** A field with its label above it, and below it what is wrong with what was typed. */
export function Field({ label, said = "", calm = false, hint = "", ...rest }: Props) {
	const id = useId();
	return (
		<div className={css.field}>
			<label>
				<span>{label}</span>
				<input aria-describedby={`${id} ${hint}`.trim()} {...rest} />
			</label>
			<p id={id} role="status" className={calm ? css.said : css.problem}>
				{said}
			</p>
		</div>
	);
}
