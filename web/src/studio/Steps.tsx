import { Redo2, Undo2 } from "lucide-react";
import type { DesignControl } from "../design/useDesign";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Draft.module.css";
import { studioWords } from "./words";

interface Props {
	show: DesignControl;
}

/** Undo and redo changes of the scenes. They are there once there is something to undo. */
export function Steps({ show: { canUndo, canRedo, undo, redo } }: Props) {
	const words = useWords(studioWords);
	if (!canUndo && !canRedo) return null;
	return (
		<div className={css.steps}>
			<Button
				kind="quiet"
				small
				icon
				id="undo"
				aria-label={words.undo}
				title={words.undo}
				aria-keyshortcuts="Control+Z Meta+Z"
				aria-disabled={!canUndo || undefined}
				onClick={undo}
			>
				<Undo2 size={16} />
			</Button>
			<Button
				kind="quiet"
				small
				icon
				id="redo"
				aria-label={words.redo}
				title={words.redo}
				aria-keyshortcuts="Control+Shift+Z Control+Y Meta+Shift+Z"
				aria-disabled={!canRedo || undefined}
				onClick={redo}
			>
				<Redo2 size={16} />
			</Button>
		</div>
	);
}
