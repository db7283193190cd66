import type { Item, Rect } from "../design/document";
import { useWords } from "../i18n/useWords";
import type { Around } from "./around";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { CheckField, NumberField, Segments, SliderField, Two } from "./fields";
import { zoomed, zoomOf } from "./geometry";
import type { Layer } from "./layers";
import { layerName } from "./names";
import { SourceProperties } from "./SourceProperties";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

const MOST_ZOOM = 4;
/** These have a picture of their own, which can be cut. */
const PICTURES: ReadonlySet<Layer["source"]["kind"]> = new Set([
	"camera",
	"screen",
	"picture",
	"slides",
	"guest",
	"guests",
	"guestScreen",
	"person",
]);
const PEOPLE: ReadonlySet<Layer["source"]["kind"]> = new Set(["camera", "guest", "guests", "person"]);

interface Props {
	editor: Editor;
	layer: Layer;
	around: Around;
	adding: FileAdding;
}

/** Show what can be changed about the chosen layer: first what it says, then how it stands. */
export function Properties({ editor, layer, around, adding }: Props) {
	const words = useWords(editorWords);
	return (
		<section className={css.part} aria-label={layerName(layer, editor.layers, words)}>
			<h3>{layerName(layer, editor.layers, words)}</h3>
			<div className={css.properties}>
				<SourceProperties editor={editor} layer={layer} around={around} adding={adding} />
				{PICTURES.has(layer.source.kind) && <Framing editor={editor} layer={layer} />}
				{layer.rect && !layer.item.locked && <Place editor={editor} layer={layer} rect={layer.rect} />}
				<Looks editor={editor} layer={layer} />
			</div>
		</section>
	);
}

type FramingName = "fill" | "whole" | "round";

const FRAMINGS: Record<FramingName, Pick<Item, "fit" | "shape">> = {
	fill: { fit: "cover", shape: "square" },
	whole: { fit: "contain", shape: "square" },
	round: { fit: "cover", shape: "circle" },
};

function Framing({ editor: { set }, layer }: { editor: Editor; layer: Layer }) {
	const words = useWords(editorWords);
	const { crop, fit, shape, id } = layer.item;
	const now: FramingName = shape === "circle" ? "round" : fit === "contain" ? "whole" : "fill";
	const names = (["fill", "whole", "round"] as const).map((key) => [key, words.framings[key]] as const);
	return (
		<>
			<Segments label={words.framing} value={now} options={names} onChange={(key) => set(layer, FRAMINGS[key])} />
			<SliderField
				label={words.zoom}
				value={Math.min(zoomOf(crop), MOST_ZOOM)}
				least={1}
				most={MOST_ZOOM}
				step={0.05}
				onChange={(zoom) => set(layer, { crop: zoomed(crop, zoom) }, `zoom ${id}`)}
			/>
		</>
	);
}

const PERCENT = 100;

function Place({ editor: { place }, layer, rect }: { editor: Editor; layer: Layer; rect: Rect }) {
	const words = useWords(editorWords);
	const field = (side: keyof Rect, label: string, least: number, most: number) => (
		<NumberField
			label={label}
			value={rect[side] * PERCENT}
			least={least}
			most={most}
			onChange={(typed) => place(layer, { rect: { ...rect, [side]: typed / PERCENT } }, `${side} ${layer.item.id}`)}
		/>
	);
	return (
		<>
			<Two>
				{field("x", words.left, -100, 200)}
				{field("y", words.top, -100, 200)}
			</Two>
			<Two>
				{field("width", words.width, 1, 400)}
				{field("height", words.height, 1, 400)}
			</Two>
		</>
	);
}

function Looks({ editor: { set }, layer }: { editor: Editor; layer: Layer }) {
	const words = useWords(editorWords);
	const { id, opacity, mirror, plate } = layer.item;
	const { kind } = layer.source;
	return (
		<>
			<SliderField
				label={words.opacity}
				value={opacity}
				least={0}
				most={1}
				step={0.05}
				onChange={(value) => set(layer, { opacity: value }, `opacity ${id}`)}
			/>
			{PEOPLE.has(kind) && <CheckField label={words.plate} value={plate} onChange={(value) => set(layer, { plate: value })} />}
			{PICTURES.has(kind) && (
				<CheckField label={words.mirror} value={mirror} onChange={(value) => set(layer, { mirror: value })} />
			)}
		</>
	);
}
