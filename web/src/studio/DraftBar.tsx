import { EyeOff } from "lucide-react";
import type { DesignControl } from "../design/useDesign";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Draft.module.css";
import { studioWords } from "./words";

/** Say that viewers do not see the host's change yet. Let the host show it or drop it. */
export function DraftBar({ show: { showToViewers, dropDraft } }: { show: DesignControl }) {
	const { draft } = useWords(studioWords);
	return (
		<div className={css.bar}>
			<EyeOff size={16} aria-hidden="true" />
			<p role="status">
				<b>{draft.cause}</b> <span>{draft.cure}</span>
			</p>
			<Button kind="quiet" small id="drop-draft" onClick={dropDraft}>
				{draft.drop}
			</Button>
			<Button small id="show-to-viewers" onClick={showToViewers}>
				{draft.show}
			</Button>
		</div>
	);
}
