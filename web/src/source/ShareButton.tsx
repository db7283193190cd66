import { ScreenShare, ScreenShareOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import css from "./ShareButton.module.css";
import { canShare } from "./screen";
import { sourceWords } from "./words";

/** Start and stop sharing the first screen. Shows nothing where the browser cannot share one. */
export function ShareButton({ on, onToggle }: { on: boolean; onToggle: () => void }) {
	const words = useWords(sourceWords);
	if (!canShare()) return null;
	return (
		<button id="share-screen" type="button" className={css.share} aria-pressed={on} aria-keyshortcuts="S" onClick={onToggle}>
			{on ? <ScreenShareOff size={20} /> : <ScreenShare size={20} />}
			<span>{on ? words.stopShare : words.share}</span>
		</button>
	);
}
