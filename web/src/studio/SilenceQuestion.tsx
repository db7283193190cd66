import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { useModal } from "../ui/useModal";
import css from "./Studio.module.css";
import type { GoingLive } from "./useGoLive";
import { studioWords } from "./words";

/** Ask whether the show should begin without sound. The answer that goes live has the id `go-live`. */
export function SilenceQuestion({ goingLive: { lack, close, goLive } }: { goingLive: GoingLive }) {
	const words = useWords(studioWords);
	const { props } = useModal(close);
	if (!lack) return null;
	return (
		<dialog {...props} aria-labelledby="silence-title">
			<h2 id="silence-title">{words.silence[lack].title}</h2>
			<p className={css.question}>{words.silence[lack].text}</p>
			<form method="dialog" className={css.answers}>
				<Button type="submit" autoFocus>
					{words.notYet}
				</Button>
				<Button type="submit" kind="primary" id="go-live" onClick={goLive}>
					{words.goLive}
				</Button>
			</form>
		</dialog>
	);
}
