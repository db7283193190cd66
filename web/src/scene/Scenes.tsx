import { useWords } from "../i18n/useWords";
import type { Source } from "../source/source";
import { arrange, LAYOUTS, type Layout, largest, type Scene } from "./layout";
import css from "./Scenes.module.css";
import { sceneWords } from "./words";

const WIDTH = 128;
const HEIGHT = 72;

interface Props {
	sources: Source[];
	scene: Scene;
	onChoose: (layout: Layout) => void;
}

/** Offer the layouts, each drawn with the people who are there now. */
export function Scenes({ sources, scene, onChoose }: Props) {
	const words = useWords(sceneWords);
	return (
		<fieldset className={css.scenes} aria-label={words.scenes}>
			{LAYOUTS.map((layout, index) => (
				<button
					key={layout}
					type="button"
					className={css.scene}
					data-scene={layout}
					aria-pressed={scene.layout === layout}
					aria-keyshortcuts={String(index + 1)}
					onClick={() => onChoose(layout)}
				>
					<Sketch layout={layout} sources={sources} large={scene.large} />
					<span className={css.name}>
						<kbd>{index + 1}</kbd>
						<span>{words.scene[layout]}</span>
					</span>
				</button>
			))}
		</fieldset>
	);
}

function Sketch({ layout, sources, large }: { layout: Layout; sources: Source[]; large: string }) {
	return (
		<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
			{arrange(layout, sources, WIDTH, HEIGHT, large).map((box) => (
				<g key={box.id} className={box.id === "screen" ? css.screen : css.person}>
					<rect x={box.x} y={box.y} width={box.width} height={box.height} rx={box.tile ? 3 : 0} />
					{box.id !== "screen" && <Bust {...box} />}
				</g>
			))}
		</svg>
	);
}

function Bust({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
	const size = Math.min(width, height);
	const [cx, bottom] = [x + width / 2, y + height];
	const shoulders = size * 0.32;
	return (
		<>
			<circle cx={cx} cy={bottom - size * 0.5} r={size * 0.17} />
			<path d={`M${cx - shoulders} ${bottom}a${shoulders} ${shoulders * 0.9} 0 0 1 ${shoulders * 2} 0z`} />
		</>
	);
}

/** Choose the large source, in the layout that has one. */
export function LargeChoice({ sources, scene, onChoose }: { sources: Source[]; scene: Scene; onChoose: (id: string) => void }) {
	const words = useWords(sceneWords);
	if (scene.layout !== "large" || sources.length < 2) return null;
	return (
		<label className={css.large}>
			<span>{words.largePicture}</span>
			<select value={largest(sources, scene.large).id} onChange={(event) => onChoose(event.target.value)}>
				{sources.map((source) => (
					<option key={source.id} value={source.id}>
						{source.kind === "screen" ? words.myScreen : source.name || words.me}
					</option>
				))}
			</select>
		</label>
	);
}
