import {
	ArrowDown,
	ArrowUp,
	Clock,
	Copy,
	Eye,
	EyeOff,
	Hourglass,
	IdCard,
	Image,
	Lock,
	LockOpen,
	type LucideIcon,
	Mic,
	Presentation,
	ScreenShare,
	Trash,
	Type,
	Unplug,
	User,
	Users,
	Video,
} from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import type { DesignSource } from "../design/document";
import { FileMark } from "../files/FileMark";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import type { Around } from "./around";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { type Layer, movedTo } from "./layers";
import { layerName } from "./names";
import { editorWords } from "./words";

const ICONS: Record<DesignSource["kind"], LucideIcon> = {
	camera: Video,
	microphone: Mic,
	screen: ScreenShare,
	picture: Image,
	slides: Presentation,
	text: Type,
	lowerThird: IdCard,
	countdown: Hourglass,
	clock: Clock,
	guest: User,
	guests: Users,
	guestScreen: ScreenShare,
	person: User,
};

/** List the layers of the scene, the topmost first, with all that can be done by keyboard. */
export function LayerList({ editor, around }: { editor: Editor; around: Around }) {
	const words = useWords(editorWords);
	const { layers, chosen, edit } = editor;
	const list = useRef<HTMLUListElement>(null);
	const dragged = useRef<Layer | null>(null);
	if (!layers.length) return <p className={css.faint}>{words.nothing}</p>;
	const focusAt = (place: number) => {
		const names = list.current?.querySelectorAll<HTMLElement>("[data-layer] > :first-child");
		names?.[Math.min(Math.max(place, 0), layers.length - 1)]?.focus();
	};
	const press = (event: KeyboardEvent, layer: Layer) => {
		const at = layers.indexOf(layer);
		const by = { ArrowUp: -1, ArrowDown: 1, Home: -at, End: layers.length - 1 - at }[event.key];
		if (event.key === "Delete") {
			editor.remove(layer);
			focusAt(at + 1 < layers.length ? at + 1 : at - 1);
		} else if (by === undefined) return;
		else if (event.altKey) editor.lift(layer, -by);
		else focusAt(at + by);
		event.preventDefault();
	};
	const reached = chosen ?? layers[0];
	return (
		<>
			<ul ref={list} className={css.layers} aria-label={words.list}>
				{layers.map((layer) => (
					<li
						key={layer.item.id}
						data-layer={layer.item.id}
						className={layer === chosen ? css.chosen : undefined}
						draggable
						onDragStart={() => {
							dragged.current = layer;
						}}
						onDragOver={(event) => dragged.current && event.preventDefault()}
						onDrop={() => {
							const from = dragged.current;
							dragged.current = null;
							if (from) edit((now) => movedTo(now, from, layer));
						}}
						onDragEnd={() => {
							dragged.current = null;
						}}
					>
						<Row
							editor={editor}
							around={around}
							layer={layer}
							reached={layer === reached}
							onKeyDown={(event) => press(event, layer)}
						/>
					</li>
				))}
			</ul>
			{chosen && <Tools editor={editor} layer={chosen} />}
		</>
	);
}

interface RowProps {
	editor: Editor;
	around: Around;
	layer: Layer;
	/** The Tab key leads to it. */
	reached: boolean;
	onKeyDown: (event: KeyboardEvent) => void;
}

function Row({ editor: { layers, chosen, choose, set }, around, layer, reached, onKeyDown }: RowProps) {
	const words = useWords(editorWords);
	const { item, source } = layer;
	const name = layerName(layer, layers, words);
	const Icon = ICONS[source.kind];
	const eye = item.seen ? words.hide(name) : words.show(name);
	const lock = item.locked ? words.unlock(name) : words.lock(name);
	return (
		<>
			<button
				type="button"
				className={css.name}
				tabIndex={reached ? 0 : -1}
				aria-pressed={layer === chosen}
				aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
				onClick={() => choose(item.id)}
				onFocus={() => choose(item.id)}
				onKeyDown={onKeyDown}
			>
				<Icon size={16} aria-hidden="true" />
				<span>{item.seen ? name : words.hidden(name)}</span>
				{"file" in source && <FileMark files={around.files} file={source.file} />}
			</button>
			<DeviceOf layer={layer} name={name} around={around} />
			<Button small icon kind="quiet" data-eye="" aria-label={eye} title={eye} onClick={() => set(layer, { seen: !item.seen })}>
				{item.seen ? <Eye size={16} /> : <EyeOff size={16} />}
			</Button>
			<Button
				small
				icon
				kind="quiet"
				data-lock=""
				aria-label={lock}
				title={lock}
				onClick={() => set(layer, { locked: !item.locked })}
			>
				{item.locked ? <Lock size={16} /> : <LockOpen size={16} />}
			</Button>
		</>
	);
}

/** Say that a camera is not plugged in, or offer to share a screen that is not shared. */
function DeviceOf({ layer: { item, source }, name, around }: { layer: Layer; name: string; around: Around }) {
	const words = useWords(editorWords);
	const { devices, screens } = around;
	const { missing, busy } = devices.get(item.source) ?? {};
	if (missing || busy) {
		const lack = missing ? words.deviceMissing : words.notOpened;
		return (
			<span className={css.lack} role="img" aria-label={lack} title={lack}>
				<Unplug size={16} />
			</span>
		);
	}
	if (source.kind !== "screen" || !screens || screens.shared.has(item.source)) return null;
	return (
		<Button small data-share="" aria-label={words.shareAs(name)} onClick={() => screens.toggle(item.source)}>
			{words.share}
		</Button>
	);
}

function Tools({ editor: { layers, lift, duplicate, remove }, layer }: { editor: Editor; layer: Layer }) {
	const words = useWords(editorWords);
	const others = layers.filter(({ place }) => place === layer.place);
	const at = others.indexOf(layer);
	const tools = [
		{ name: words.forward, Icon: ArrowUp, act: () => lift(layer, 1), disabled: at === 0 },
		{ name: words.back, Icon: ArrowDown, act: () => lift(layer, -1), disabled: at === others.length - 1 },
		{ name: words.duplicate, Icon: Copy, act: () => duplicate(layer), disabled: false },
		{ name: words.remove, Icon: Trash, act: () => remove(layer), disabled: false },
	];
	return (
		<div className={css.tools}>
			{tools.map(({ name, Icon, act, disabled }) => (
				<Button key={name} small icon kind="quiet" aria-label={name} title={name} disabled={disabled} onClick={act}>
					<Icon size={16} />
				</Button>
			))}
		</div>
	);
}
