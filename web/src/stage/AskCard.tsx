import type { ReactNode } from "react";
import css from "./People.module.css";

interface Props {
	title: string;
	text?: string | undefined;
	/** The answers, and perhaps the people one by one. */
	children: ReactNode;
}

/** Show a question or a request above the list of all guests. */
export function AskCard({ title, text, children, ...rest }: Props) {
	return (
		<div className={css.ask} {...rest}>
			<p>
				<b>{title}</b>
				{text && <span className={css.device}>{text}</span>}
			</p>
			{children}
		</div>
	);
}

/** List the people of a card. Each is one `li` with a name and its buttons. */
export function AskPeople({ children }: { children: ReactNode }) {
	return <ul className={css.several}>{children}</ul>;
}
