import { useEffect, useState } from "react";
import { useLanguage, useWords } from "../i18n/useWords";
import type { WatchView } from "../net/types";
import css from "./Watch.module.css";
import type { WatchState } from "./watchState";
import { watchWords } from "./words";

/** Words over the cover: before the show, while the host is away, after it. */
export function WatchNotice({ state, view }: { state: WatchState; view: WatchView | null }) {
	const words = useWords(watchWords);
	if (!view) return <Words title={words.connecting} />;
	if (state === "away") return <Words title={words.awayTitle} text={words.awayText} />;
	if (state === "over") return <Words title={words.overTitle} text={words.overText} />;
	if (view.Status === 1) return <Words title={words.connecting} />;
	return <Before at={view.LiveTime * 1000} />;
}

function Words({ title, text }: { title: string; text?: string }) {
	return (
		<div className={css.notice}>
			<h2>{title}</h2>
			{text && <p>{text}</p>}
		</div>
	);
}

function Before({ at }: { at: number }) {
	const words = useWords(watchWords);
	const language = useLanguage();
	const left = useSecondsTo(at);
	const when = new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
	return (
		<div className={css.notice}>
			<h2>{left > 0 ? words.startsAt(when) : words.startsSoon}</h2>
			{left > 0 && (
				<p className={`${css.countdown} digits`} role="timer">
					{countdown(left)}
				</p>
			)}
			<p>{words.byItself}</p>
		</div>
	);
}

function useSecondsTo(at: number): number {
	const read = () => Math.max(0, Math.ceil((at - Date.now()) / 1000));
	const [left, setLeft] = useState(read);
	useEffect(() => {
		const tick = () => setLeft(Math.max(0, Math.ceil((at - Date.now()) / 1000)));
		tick();
		const timer = setInterval(tick, 1000);
		return () => clearInterval(timer);
	}, [at]);
	return left;
}

/** 24:10, or 3:24:10. */
function countdown(seconds: number): string {
	const two = (n: number) => String(n).padStart(2, "0");
	const hours = Math.floor(seconds / 3600);
	const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	return hours ? `${hours}:${rest}` : rest;
}
