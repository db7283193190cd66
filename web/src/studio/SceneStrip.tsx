import { useState } from "react";
import { FIRST } from "../design/first";
import { sameContent } from "../design/same";
import { designWords, sceneName } from "../design/words";
import type { FileAdding } from "../editor/useFileAdding";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Scenes } from "../scene/Scenes";
import { sceneWords } from "../scene/words";
import { Toast } from "../ui/Toast";
import { useLoaded } from "../ui/useLoaded";
import type { StudioParts } from "./useStudio";
import { useUndoNote } from "./useUndoNote";

const ground = () => import("../editor/SceneGround");
const earlierShows = () => import("../earlier/EarlierShows");

interface Props {
	session: Session;
	view: View;
	studio: StudioParts;
	adding: FileAdding;
	/** The dialog with the earlier shows. */
	earlier: { open: boolean; turn: (open: boolean) => void };
}

/** Offer the scenes, the dialogs about them, and the way back after a deletion or a copy. */
export function SceneStrip({ session, view, studio, adding, earlier }: Props) {
	const words = useWords(sceneWords);
	const names = useWords(designWords);
	const { open, scenes, sceneEdits, show, pictures, paintOn } = studio;
	const { design } = show;
	const { edits, removed, forget } = sceneEdits;
	const [copied, tellCopied, forgetCopied] = useUndoNote(design);
	const [grounding, setGrounding] = useState("");
	const SceneGround = useLoaded(grounding ? ground : null);
	const EarlierShows = useLoaded(earlier.open ? earlierShows : null);
	if (!open || !paintOn) return null;
	const undo = (then: () => void) => () => {
		show.undo();
		then();
	};
	const scene = design.scenes.find(({ id }) => id === grounding);
	return (
		<>
			<Toast text={removed && words.removed(removed)} undo={words.undo} onUndo={undo(forget)} onGone={forget} />
			<Toast text={copied && words.copied(copied)} undo={words.undo} onUndo={undo(forgetCopied)} onGone={forgetCopied} />
			<Scenes
				scenes={design.scenes}
				onAir={design.air.scene}
				live={view.Activity.Wanted}
				size={pictures.thumbnail}
				paintOn={paintOn}
				edits={edits}
				onChoose={scenes.choose}
				onBackground={setGrounding}
				onEarlier={() => earlier.turn(true)}
			/>
			{scene && SceneGround && (
				<SceneGround
					name={sceneName(scene, names)}
					own={scene.background}
					shared={design.brand.background}
					adding={adding}
					onGround={(background) => edits.background(scene.id, background)}
					onClose={() => setGrounding("")}
				/>
			)}
			{earlier.open && EarlierShows && (
				<EarlierShows
					session={session}
					live={view.Activity.Wanted}
					edited={!sameContent(design, FIRST)}
					onCopy={async ({ ActivityId, Name }) => tellCopied(Name, await show.copy(ActivityId))}
					onClose={() => earlier.turn(false)}
				/>
			)}
		</>
	);
}
