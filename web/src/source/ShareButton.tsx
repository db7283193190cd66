import { ScreenShare, ScreenShareOff } from "lucide-react";
import { useWords } from "../i18n/useWords";
import css from "./ShareButton.module.css";
import { canShare } from "./screen";
import type { ScreenControl } from "./useScreen";
import { sourceWords } from "./words";

/** Start and stop sharing a screen. Shows nothing where the browser cannot share one. */
export function ShareButton({ screen }: { screen: ScreenControl }) {
	const words = useWords(sourceWords);
	if (!canShare()) return null;
	const on = screen.shared !== null;
	return (
		<button id="share-screen" type="button" className={css.share} aria-pressed={on} aria-keyshortcuts="S" onClick={screen.toggle}>
			{on ? <ScreenShareOff size={20} /> : <ScreenShare size={20} />}
			<span>{on ? words.stopShare : words.share}</span>
		</button>
	);
}
