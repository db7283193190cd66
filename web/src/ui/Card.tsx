import type { ReactNode } from "react";
import css from "./Card.module.css";
import { Header } from "./Header";

interface Props {
	icon: ReactNode;
	title: string;
	text: string;
	children?: ReactNode;
}

/** Show a page that says one thing: what happened, what to do, one button. */
export function Card({ icon, title, text, children }: Props) {
	return (
		<>
			<Header />
			<main className={css.column}>
				<section className={css.card} role="status">
					{icon}
					<h1>{title}</h1>
					<p>{text}</p>
					<div className={css.actions}>{children}</div>
				</section>
			</main>
		</>
	);
}
