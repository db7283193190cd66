import { Mic, ScreenShare, Video } from "lucide-react";
import { type DesignSource, SCREEN } from "../design/document";
import { itemsAt } from "../design/items";
import { addSource } from "../design/sources";
import { useWords } from "../i18n/useWords";
import { MenuItem } from "../ui/Menu";
import type { Around } from "./around";
import { arrived, cameraArrived, hasCamera, isHere, screenArrived } from "./arrivals";
import type { Editor } from "./editor";
import { editorWords } from "./words";

interface Props {
	editor: Editor;
	around: Around;
}

/** Offer the cameras: the device bar's, and each other one. */
export function CameraItems({ editor: { design, add, frame }, around }: Props) {
	const words = useWords(editorWords);
	const icon = <Video size={16} />;
	return (
		<>
			{!hasCamera(design) && (
				<MenuItem data-add="camera" icon={icon} onClick={() => add(cameraArrived)}>
					{words.myCamera}
				</MenuItem>
			)}
			{around.cameras.map(({ id, label }) => (
				<MenuItem
					key={id}
					data-add="camera"
					icon={icon}
					onClick={() => add((now) => arrived(now, { kind: "camera", name: "", device: id, label }, frame))}
				>
					{words.addCamera(label)}
				</MenuItem>
			))}
		</>
	);
}

/** Offer the microphones that the show does not use yet. They stand in no scene. */
export function MicrophoneItems({ editor: { edit }, around }: Props) {
	const words = useWords(editorWords);
	return around.microphones.map(({ id, label }) => (
		<MenuItem
			key={id}
			data-add="microphone"
			icon={<Mic size={16} />}
			onClick={() => edit((now) => addSource(now, { kind: "microphone", name: "", device: id, label })[0])}
		>
			{words.addMicrophone(label)}
		</MenuItem>
	));
}

/** Offer the shared screens that the scene does not show, and a further one. */
export function ScreenItems({ editor, around: { screens } }: Props) {
	const words = useWords(editorWords);
	const { design, add, frame } = editor;
	const here = (id: string) => isHere(design, (_, other) => other === id);
	if (!screens) return null;
	const icon = <ScreenShare size={16} />;
	const further = Object.entries(design.sources).filter(([id, { kind }]) => kind === "screen" && id !== SCREEN && !here(id));
	/** Add a source for the screen that the person chose. */
	const place = () => {
		let source = "";
		const took = add((now) => {
			const [next, item] = arrived(now, { kind: "screen", name: freeScreenName(now, words.kinds.screen) }, frame);
			source = itemsAt(next, next.air.scene).find(({ id }) => id === item)?.source ?? "";
			return [next, item];
		});
		return took ? source : "";
	};
	const first = () => {
		add((now) => screenArrived(now, SCREEN, frame));
		if (!screens.shared.has(SCREEN)) screens.toggle(SCREEN);
	};
	return (
		<>
			{!here(SCREEN) && (
				<MenuItem data-add="screen" icon={icon} onClick={first}>
					{screens.shared.has(SCREEN) ? words.kinds.screen : words.adds.screen}
				</MenuItem>
			)}
			{further.map(([id, source]) => (
				<MenuItem key={id} data-add="screen" icon={icon} onClick={() => add((now) => screenArrived(now, id, frame))}>
					{nameOf(source) || words.kinds.screen}
				</MenuItem>
			))}
			{(here(SCREEN) || screens.shared.has(SCREEN)) && (
				<MenuItem data-add="further-screen" icon={icon} onClick={() => void screens.share(place)}>
					{words.adds.furtherScreen}
				</MenuItem>
			)}
		</>
	);
}

/** Number a further screen, so that no two have the same name: “My screen 2”. */
function freeScreenName({ sources }: Editor["design"], stem: string): string {
	const taken = new Set(Object.values(sources).map(nameOf));
	let number = 2;
	while (taken.has(`${stem} ${number}`)) number += 1;
	return `${stem} ${number}`;
}

const nameOf = (source: DesignSource) => (source.kind === "screen" ? source.name : "");
