import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { Rect } from "../design/document";
import { UNCUT, WHOLE } from "../design/first";
import { useWords } from "../i18n/useWords";
import type { Editor } from "./editor";
import { HANDLES, type Handle, handleAt, movedBy, stepOf } from "./geometry";
import css from "./Handles.module.css";
import type { Layer } from "./layers";
import { layerName } from "./names";
import { useDrag } from "./useDrag";
import { editorWords } from "./words";

/** Pixels of the page. A finger needs the larger one. */
const KNOB = 10;
const REACH = 28;

const percent = (part: number) => `${part * 100}%`;
const box = ({ x, y, width, height }: Rect) => ({
	x: percent(x),
	y: percent(y),
	width: percent(width),
	height: percent(height),
});

/** Lie over the program: choose a layer, move it, size it, and cut it. */
export function Handles({ editor }: { editor: Editor }) {
	const words = useWords(editorWords);
	const svg = useRef<SVGSVGElement>(null);
	const { layers, chosen, choose, place } = editor;
	const { guides, begin, hands } = useDrag(editor, () => (svg.current as SVGSVGElement).getBoundingClientRect());
	const fill = (layer: Layer) => {
		if (!layer.item.locked) place(layer, { rect: WHOLE, crop: UNCUT }, "");
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset has no place around a drawing
		<svg ref={svg} className={css.handles} role="group" aria-label={words.handles} onPointerDown={() => choose("")}>
			{layers.toReversed().map((layer) => {
				const { item, rect } = layer;
				if (!rect || item.locked) return null;
				return (
					// biome-ignore lint/a11y/noStaticElementInteractions: the list of layers does the same by keyboard
					<rect
						key={item.id}
						data-item={item.id}
						className={item.id === chosen?.item.id ? css.chosen : css.item}
						{...box(rect)}
						onPointerDown={begin(layer, null)}
						{...hands}
						onDoubleClick={() => fill(layer)}
					/>
				);
			})}
			{guides.x.map((x) => (
				<line key={`x${x}`} className={css.guide} x1={percent(x)} x2={percent(x)} y1="0" y2="100%" />
			))}
			{guides.y.map((y) => (
				<line key={`y${y}`} className={css.guide} y1={percent(y)} y2={percent(y)} x1="0" x2="100%" />
			))}
			{chosen?.rect && (
				<Chosen editor={editor} layer={chosen} rect={chosen.rect}>
					{!chosen.item.locked &&
						(Object.keys(HANDLES) as Handle[]).map((handle) => {
							const { x, y } = handleAt(chosen.rect as Rect, handle);
							return (
								<g key={handle} data-handle={handle} className={css[handle]} onPointerDown={begin(chosen, handle)} {...hands}>
									<Square x={x} y={y} side={REACH} className={css.reach} />
									<Square x={x} y={y} side={KNOB} className={css.knob} />
								</g>
							);
						})}
				</Chosen>
			)}
		</svg>
	);
}

function Square({ x, y, side, className }: { x: number; y: number; side: number; className: string | undefined }) {
	const half = -side / 2;
	return (
		<rect
			x={percent(x)}
			y={percent(y)}
			width={side}
			height={side}
			rx={3}
			transform={`translate(${half} ${half})`}
			className={className}
		/>
	);
}

interface ChosenProps {
	editor: Editor;
	layer: Layer;
	rect: Rect;
	children: ReactNode;
}

/** The frame of the chosen layer. It takes the arrow keys. */
function Chosen({ editor: { layers, frame, place, remove, duplicate, choose }, layer, rect, children }: ChosenProps) {
	const words = useWords(editorWords);
	const group = useRef<SVGGElement>(null);
	const { id } = layer.item;
	// A click on the picture gives the keys to the layer. A choice in the list keeps them there.
	useEffect(() => {
		const { activeElement, body } = document;
		if (id && (activeElement === body || activeElement === null)) group.current?.focus({ preventScroll: true });
	}, [id]);
	const press = (event: KeyboardEvent) => {
		const by = stepOf(event.key, event.shiftKey, frame);
		if (event.key === "Escape") choose("");
		else if (event.key === "Delete" || event.key === "Backspace") remove(layer);
		else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) duplicate(layer);
		else if (by && !layer.item.locked) place(layer, { rect: movedBy(rect, by) }, `nudge ${id}`);
		else if (!by) return;
		event.preventDefault();
	};
	const name = layerName(layer, layers, words);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a drawing
		// biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it takes the arrow keys
		<g ref={group} tabIndex={0} role="group" aria-label={words.moveByKeys(name)} className={css.frame} onKeyDown={press}>
			<rect className={css.under} {...box(rect)} />
			<rect className={css.outline} {...box(rect)} />
			{children}
		</g>
	);
}
