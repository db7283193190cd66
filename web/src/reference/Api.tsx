import { lazy, Suspense } from "react";
import { Header } from "../look/Header";
import { useWords } from "../words/useWords";
import css from "./Api.module.css";
import { useBody } from "./useBody";

const Reference = lazy(() => import("../reference/Reference"));

/** Every signed call, to be read. */
export function Api() {
	const { pages: words } = useWords();
	useBody("api", "", false, words.apiTitle);
	return (
		<>
			<Header />
			<main className={css.page}>
				<h1>{words.apiTitle}</h1>
				<p className={css.lead}>{words.apiText}</p>
				<p className={css.lead}>
					<a href="/openapi.json">{words.apiDocument}</a>
				</p>
				<div className={css.calls}>
					<Suspense>
						<Reference />
					</Suspense>
				</div>
			</main>
		</>
	);
}
