import type { ReactNode } from "react";
import base from "../Console.module.css";

interface Props {
	label: string;
	id: string;
	value: string;
	disabled?: boolean;
	onChange: (value: string) => void;
	/** The options. */
	children: ReactNode;
}

/** One of several, with its label above it. */
export function Choice({ label, id, value, disabled, onChange, children }: Props) {
	return (
		<label className={base.field}>
			<span>{label}</span>
			<select id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
				{children}
			</select>
		</label>
	);
}
