import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Studio.module.css";
import type { OnAir } from "./useOnAir";
import { studioWords } from "./words";

/** How long a press may still be meant for "Go live", whose place this button takes. */
export const STRAY_MS = 1500;

/** End the show after one question. While it is open, the answer that ends has the id `end-live`. */
export function StudioEnd({ viewers, onAir }: { viewers: number; onAir: OnAir }) {
	const words = useWords(studioWords);
	const dialog = useRef<HTMLDialogElement>(null);
	const [asking, setAsking] = useState(false);
	const [ready, setReady] = useState(false);
	const ending = onAir.doing === "ending";
	useEffect(() => {
		const timer = setTimeout(() => setReady(true), STRAY_MS);
		return () => clearTimeout(timer);
	}, []);
	const ask = () => {
		setAsking(true);
		dialog.current?.showModal();
	};
	return (
		<>
			<Button
				id={asking ? undefined : "end-live"}
				busy={ending}
				aria-disabled={!ready || undefined}
				onClick={ready ? ask : undefined}
			>
				{ending ? words.ending : words.endShow}
			</Button>
			<dialog ref={dialog} aria-labelledby="end-title" onClose={({ currentTarget }) => setAsking(currentTarget.open)}>
				<h2 id="end-title">{words.endQuestion}</h2>
				<p className={css.question}>{words.endWatching(viewers)}</p>
				<form method="dialog" className={css.answers}>
					<Button type="submit" autoFocus>
						{words.keepGoing}
					</Button>
					<Button type="submit" kind="primary" id={asking ? "end-live" : undefined} onClick={onAir.endLive}>
						{words.endShow}
					</Button>
				</form>
			</dialog>
		</>
	);
}
