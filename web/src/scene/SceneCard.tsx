import { ArrowLeft, ArrowRight, Copy, Ellipsis, Palette, Pencil, Trash2 } from "lucide-react";
import type { Scene } from "../design/document";
import { MAX_SCENES } from "../design/limits";
import { useWords } from "../i18n/useWords";
import { Menu, MenuItem } from "../ui/Menu";
import { LivePicture } from "./LivePicture";
import { thumbnailOf } from "./live";
import css from "./Scenes.module.css";
import type { Strip } from "./strip";
import { sceneWords } from "./words";

const THUMBNAIL_FPS = 2;
/** The scenes that have a key, from 1. */
const KEYS = 9;

interface Props {
	scene: Scene;
	name: string;
	/** Its place in the strip, from 0. */
	place: number;
	strip: Strip;
	/** Tab leads to this card. */
	stop: boolean;
	/** A dragged scene would come before this one. */
	drop: boolean;
	onDrag: () => void;
	onRename: () => void;
	onBackground: () => void;
	onDuplicate: () => void;
	onRemove: () => void;
	onMove: (to: number) => void;
}

/** Offer one scene, with what it shows now. */
export function SceneCard({ scene, name, place, strip, stop, drop, onDrag, ...acts }: Props) {
	const { size, paintOn, onAir, onChoose } = strip;
	const tabIndex = stop ? 0 : -1;
	return (
		<div className={css.card} data-card={scene.id} data-drop={drop || undefined}>
			<button
				type="button"
				className={css.scene}
				data-scene={scene.id}
				aria-pressed={scene.id === onAir}
				aria-keyshortcuts={place < KEYS ? String(place + 1) : undefined}
				tabIndex={tabIndex}
				draggable
				onDragStart={({ dataTransfer }) => {
					dataTransfer.setData("application/x-kaibo-scene", scene.id);
					dataTransfer.effectAllowed = "move";
					onDrag();
				}}
				onClick={() => onChoose(scene.id)}
			>
				<LivePicture className={css.picture} output={thumbnailOf(scene.id)} {...size} fps={THUMBNAIL_FPS} paintOn={paintOn} />
				<span className={css.name}>
					{place < KEYS && <kbd>{place + 1}</kbd>}
					<span>{name}</span>
				</span>
			</button>
			<CardMenu scene={scene} name={name} place={place} strip={strip} tabIndex={tabIndex} {...acts} />
		</div>
	);
}

type MenuProps = Omit<Props, "stop" | "drop" | "onDrag"> & { tabIndex: number };

function CardMenu({ scene, name, place, strip, tabIndex, onRename, onDuplicate, onMove, onBackground, onRemove }: MenuProps) {
	const words = useWords(sceneWords);
	const { scenes, onAir, live } = strip;
	const kept = live && scene.id === onAir;
	return (
		<Menu id={`scene-more-${scene.id}`} label={words.more(name)} icon={<Ellipsis size={16} />} over tabIndex={tabIndex}>
			<MenuItem data-act="rename" icon={<Pencil size={16} />} onClick={onRename}>
				{words.rename}
			</MenuItem>
			{scenes.length < MAX_SCENES && (
				<MenuItem data-act="duplicate" icon={<Copy size={16} />} onClick={onDuplicate}>
					{words.duplicate}
				</MenuItem>
			)}
			<MenuItem data-act="background" icon={<Palette size={16} />} onClick={onBackground}>
				{words.background}
			</MenuItem>
			{place > 0 && (
				<MenuItem data-act="left" icon={<ArrowLeft size={16} />} onClick={() => onMove(place - 1)}>
					{words.moveLeft}
				</MenuItem>
			)}
			{place < scenes.length - 1 && (
				<MenuItem data-act="right" icon={<ArrowRight size={16} />} onClick={() => onMove(place + 1)}>
					{words.moveRight}
				</MenuItem>
			)}
			{(scenes.length > 1 || live) && (
				<MenuItem
					data-act="delete"
					icon={<Trash2 size={16} />}
					aria-disabled={kept || undefined}
					onClick={kept ? undefined : onRemove}
				>
					{kept ? words.removeOnAir : words.remove}
				</MenuItem>
			)}
		</Menu>
	);
}
