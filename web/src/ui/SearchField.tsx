import type { ComponentProps } from "react";
import css from "./Field.module.css";

/** A field to search by, with its label inside while it is empty. */
export function SearchField({ label, ...rest }: ComponentProps<"input"> & { label: string }) {
	return (
		<div className={css.field}>
			<input type="search" aria-label={label} placeholder={label} {...rest} />
		</div>
	);
}
