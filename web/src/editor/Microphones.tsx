import { Mic, MicOff, Trash, Unplug } from "lucide-react";
import type { DesignSource } from "../design/document";
import { removeSource } from "../design/sources";
import type { ExtraDevice } from "../devices/extra";
import { useLevel } from "../devices/level";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Meter } from "../ui/Meter";
import type { Around } from "./around";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { type EditorWords, editorWords } from "./words";

/** List the host's further microphones. They belong to the show, not to a scene. */
export function Microphones({ editor, around }: { editor: Editor; around: Around }) {
	const words = useWords(editorWords);
	const all = Object.entries(editor.design.sources).filter(([, { kind }]) => kind === "microphone");
	if (!all.length) return null;
	return (
		<section className={css.part} aria-label={words.microphones}>
			<h3>{words.microphones}</h3>
			<ul className={css.layers}>
				{all.map(([id, source]) => (
					<Row key={id} id={id} name={nameOf(source) || words.kinds.microphone} editor={editor} around={around} />
				))}
			</ul>
			<p className={css.faint}>{words.microphonesHeard}</p>
		</section>
	);
}

const nameOf = (source: DesignSource) => (source.kind === "microphone" ? source.name || source.label : "");

/** Say why a microphone is not heard. */
function whyNot({ track, missing, busy }: ExtraDevice, words: EditorWords): string {
	if (missing) return words.notConnected;
	if (busy) return words.notOpened;
	return track ? words.alreadyMine : words.opening;
}

interface RowProps {
	id: string;
	name: string;
	editor: Editor;
	around: Around;
}

function Row({ id, name, editor: { edit }, around: { devices, sounds, mutes, micOpen } }: RowProps) {
	const words = useWords(editorWords);
	const track = sounds.get(id) ?? null;
	const off = !micOpen || mutes.off.has(id);
	const level = useLevel(track, !off);
	const mute = micOpen ? (off ? words.unmute(name) : words.mute(name)) : words.allMuted;
	const device = devices.get(id);
	return (
		<li data-microphone={id}>
			<span className={css.sound}>
				{device?.missing ? <Unplug size={16} aria-hidden="true" /> : <Mic size={16} aria-hidden="true" />}
				<span>
					<span className={css.cut}>{name}</span>
					{track ? (
						<Meter level={level} label={words.level(name)} />
					) : (
						<span className={css.faint}>{device ? whyNot(device, words) : words.opening}</span>
					)}
				</span>
			</span>
			<Button
				small
				icon
				kind="quiet"
				data-mute=""
				aria-label={mute}
				title={mute}
				disabled={!micOpen}
				onClick={() => mutes.toggle(id)}
			>
				{off ? <MicOff size={16} /> : <Mic size={16} />}
			</Button>
			<Button
				small
				icon
				kind="quiet"
				data-remove=""
				aria-label={words.removeOf(name)}
				title={words.removeOf(name)}
				onClick={() => edit((now) => removeSource(now, id))}
			>
				<Trash size={16} />
			</Button>
		</li>
	);
}
