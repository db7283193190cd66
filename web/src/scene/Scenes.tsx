import type { Scene } from "../design/document";
import { designWords, sceneName } from "../design/words";
import { useWords } from "../i18n/useWords";
import type { Size } from "./drawnSize";
import { LivePicture } from "./LivePicture";
import type { Choice } from "./largeChoice";
import { type PaintOn, thumbnailOf } from "./live";
import css from "./Scenes.module.css";
import { sceneWords } from "./words";

const THUMBNAIL_FPS = 2;
/** The scenes that have a key, from 1. */
const KEYS = 9;

interface Props {
	scenes: Scene[];
	/** The id of the scene on air. */
	onAir: string;
	/** Of a thumbnail, in pixels. */
	size: Size;
	paintOn: PaintOn;
	onChoose: (id: string) => void;
}

/** Offer the scenes, each with what it shows now. */
export function Scenes({ scenes, onAir, size, paintOn, onChoose }: Props) {
	const words = useWords(sceneWords);
	const names = useWords(designWords);
	return (
		<fieldset className={css.scenes} aria-label={words.scenes}>
			{scenes.map((scene, index) => (
				<button
					key={scene.id}
					type="button"
					className={css.scene}
					data-scene={scene.id}
					aria-pressed={scene.id === onAir}
					aria-keyshortcuts={index < KEYS ? String(index + 1) : undefined}
					onClick={() => onChoose(scene.id)}
				>
					<LivePicture className={css.picture} output={thumbnailOf(scene.id)} {...size} fps={THUMBNAIL_FPS} paintOn={paintOn} />
					<span className={css.name}>
						{index < KEYS && <kbd>{index + 1}</kbd>}
						<span>{sceneName(scene, names)}</span>
					</span>
				</button>
			))}
		</fieldset>
	);
}

/** Choose the large source, in a scene that has one. */
export function LargeChoice({ choice, onChoose }: { choice: Choice | null; onChoose: (id: string) => void }) {
	const words = useWords(sceneWords);
	if (!choice) return null;
	return (
		<label className={css.large}>
			<span>{words.largePicture}</span>
			<select value={choice.large} onChange={(event) => onChoose(event.target.value)}>
				{choice.sources.map((source) => (
					<option key={source.id} value={source.id}>
						{source.kind === "screen" ? words.myScreen : source.name || words.me}
					</option>
				))}
			</select>
		</label>
	);
}
