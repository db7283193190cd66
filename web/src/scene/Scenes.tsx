import { type DragEvent, type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Scene } from "../design/document";
import { MAX_SCENES } from "../design/limits";
import { designWords, sceneName } from "../design/words";
import { useWords } from "../i18n/useWords";
import { placeAfter } from "../ui/placeAfter";
import { useLoaded } from "../ui/useLoaded";
import { NewScene } from "./NewScene";
import { SceneCard } from "./SceneCard";
import css from "./Scenes.module.css";
import type { Make, Strip } from "./strip";
import { sceneWords } from "./words";

/** Changes the scenes of the design. Those that make a scene return its id, or "" when there is no room. */
export interface SceneEdits {
	add: (make: Make) => string;
	rename: (id: string, name: string) => void;
	duplicate: (id: string) => string;
	remove: (id: string) => void;
	/** Move a scene to a place, from 0. */
	move: (id: string, to: number) => void;
}

interface Props extends Strip {
	edits: SceneEdits;
	/** Ask for the background of a scene. */
	onBackground: (id: string) => void;
	/** Ask for an earlier show to start from. Undefined: this page offers none. */
	onEarlier?: (() => void) | undefined;
}

const rename = () => import("./RenameScene");

/** Offer the scenes, in an order that the host drags, and the ways to change them. */
export function Scenes({ edits, onBackground, onEarlier, ...strip }: Props) {
	const words = useWords(sceneWords);
	const names = useWords(designWords);
	const { scenes, onAir } = strip;
	const [focused, setFocused] = useState("");
	const [naming, setNaming] = useState("");
	const RenameScene = useLoaded(naming ? rename : null);
	const place = useRef<HTMLFieldSetElement>(null);
	const { drop, drag, ...dragging } = useDragging(scenes, edits.move);
	const stop = scenes.some(({ id }) => id === focused) ? focused : onAir;
	const named = scenes.find(({ id }) => id === naming);

	const focus = (selector: string) => place.current?.querySelector<HTMLElement>(selector)?.focus();
	/** Do an edit that makes a scene, and give that scene the focus. */
	const make = (edit: () => string) => {
		const id = flushSync(edit);
		if (id) focus(`[data-scene="${id}"]`);
	};
	const remove = (id: string) => {
		const at = scenes.findIndex((scene) => scene.id === id);
		const next = scenes[at + 1] ?? scenes[at - 1];
		flushSync(() => edits.remove(id));
		if (next) focus(`[data-scene="${next.id}"]`);
	};
	const move = (id: string, to: number) => {
		flushSync(() => edits.move(id, to));
		focus(`#scene-more-${id}`);
	};
	const follow = ({ target }: FocusEvent) => setFocused(target.closest<HTMLElement>("[data-card]")?.dataset.card ?? focused);
	const walk = (event: KeyboardEvent) => {
		const at = scenes.findIndex(({ id }) => id === (event.target as HTMLElement).dataset.scene);
		const to = at < 0 ? undefined : scenes[placeAfter(event.key, at, scenes.length)];
		if (!to) return;
		event.preventDefault();
		focus(`[data-scene="${to.id}"]`);
	};

	return (
		<>
			<fieldset
				ref={place}
				className={css.scenes}
				aria-label={words.scenes}
				data-arrows=""
				onKeyDown={walk}
				onFocus={follow}
				{...dragging}
			>
				{scenes.map((scene, index) => (
					<SceneCard
						key={scene.id}
						scene={scene}
						name={sceneName(scene, names)}
						place={index}
						strip={strip}
						stop={scene.id === stop}
						drop={drop === index}
						onDrag={() => drag(scene.id)}
						onRename={() => setNaming(scene.id)}
						onBackground={() => onBackground(scene.id)}
						onDuplicate={() => make(() => edits.duplicate(scene.id))}
						onRemove={() => remove(scene.id)}
						onMove={(to) => move(scene.id, to)}
					/>
				))}
				{scenes.length < MAX_SCENES && (
					<NewScene drop={drop === scenes.length} onAdd={(scene) => make(() => edits.add(scene))} onEarlier={onEarlier} />
				)}
			</fieldset>
			{named && RenameScene && (
				<RenameScene
					name={sceneName(named, names)}
					onName={(name) => edits.rename(named.id, name)}
					onClose={() => setNaming("")}
				/>
			)}
		</>
	);
}

/** Let the host drag scenes. `drop` is the place before which the dragged scene would come, from 0. */
function useDragging(scenes: Scene[], move: SceneEdits["move"]) {
	const [dragged, setDragged] = useState("");
	const [drop, setDrop] = useState(-1);
	const end = () => {
		setDragged("");
		setDrop(-1);
	};
	const onDragOver = (event: DragEvent<HTMLElement>) => {
		if (!dragged) return;
		event.preventDefault();
		const cards = [...event.currentTarget.querySelectorAll("[data-scene]")].map((card) => card.getBoundingClientRect());
		const after = cards.findIndex(({ left, width }) => event.clientX < left + width / 2);
		setDrop(after < 0 ? cards.length : after);
	};
	const onDrop = (event: DragEvent) => {
		if (!dragged) return;
		event.preventDefault();
		const from = scenes.findIndex(({ id }) => id === dragged);
		if (drop >= 0) move(dragged, drop > from ? drop - 1 : drop);
		end();
	};
	return { drop, drag: setDragged, onDragOver, onDrop, onDragEnd: end };
}
