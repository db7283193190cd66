import type { ReactNode } from "react";
import css from "./Notice.module.css";

interface Props {
	title: string;
	text?: string;
	/** Shown between the text and the buttons. */
	facts?: ReactNode;
	icon?: ReactNode;
	/** A screen reader says it at once. */
	alert?: boolean;
	children?: ReactNode;
}

/** Show text in place of a picture. */
export function Notice({ title, text, facts, icon, alert = false, children }: Props) {
	return (
		<div className={css.notice} role={alert ? "alert" : "status"}>
			{icon}
			<h2>{title}</h2>
			{text && <p>{text}</p>}
			{facts}
			<div className={css.actions}>{children}</div>
		</div>
	);
}
