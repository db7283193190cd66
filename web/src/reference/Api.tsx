import { lazy, Suspense } from "react";
import { useWords } from "../i18n/useWords";
import { Header } from "../ui/Header";
import { useBody } from "../ui/useBody";
import css from "./Api.module.css";
import { referenceWords } from "./words";

const Reference = lazy(() => import("./Reference"));

/** Show the reference of every signed call. */
export function Api() {
	const words = useWords(referenceWords);
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
