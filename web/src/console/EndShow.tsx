import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Console.module.css";
import { act } from "./calls";
import { Refusal } from "./Refusal";
import { useAct } from "./useAct";
import { consoleWords } from "./words";

interface Props {
	id: number;
	onEnded: () => void;
	onOut: () => void;
}

/** End a show on air, after a question. */
export function EndShow({ id, onEnded, onOut }: Props) {
	const words = useWords(consoleWords);
	const [asking, setAsking] = useState(false);
	const { busy, refused, run } = useAct(onOut);
	const harmless = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (asking) harmless.current?.focus();
	}, [asking]);
	const end = () =>
		run(async () => {
			await act("EndShow", { ActivityId: id });
			setAsking(false);
			onEnded();
		});
	if (!asking) {
		return (
			<Button id="end-show" onClick={() => setAsking(true)}>
				{words.endShow}
			</Button>
		);
	}
	return (
		<fieldset className={css.question} aria-label={words.endShow}>
			<p>{words.endQuestion}</p>
			<Refusal reason={refused} />
			<div className={css.buttons}>
				<Button ref={harmless} id="keep-on" onClick={() => setAsking(false)}>
					{words.keepOn}
				</Button>
				<Button kind="quiet" id="end-now" busy={busy} onClick={end}>
					{words.endNow}
				</Button>
			</div>
		</fieldset>
	);
}
