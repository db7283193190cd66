import type { ReactNode } from "react";
import type { TemplateName } from "../design/templates";
import css from "./TemplatePicture.module.css";

/** In units of a frame of 32 by 18. */
type Box = [x: number, y: number, width: number, height: number];

/** Show a template as a small drawing. `look`: the class of a drawing with another size or background. */
export function TemplatePicture({ template, look = css.drawing }: { template: TemplateName; look?: string | undefined }) {
	return (
		<svg className={look} viewBox="0 0 32 18" aria-hidden="true">
			{PARTS[template]}
		</svg>
	);
}

function Person({ at: [x, y, width, height] }: { at: Box }) {
	const middle = x + width / 2;
	const radius = Math.min(width, height) / 6;
	const top = y + height * 0.62;
	return (
		<>
			<rect className={css.tile} x={x} y={y} width={width} height={height} rx="1" />
			<circle className={css.shape} cx={middle} cy={y + height * 0.38} r={radius} />
			<path
				className={css.shape}
				d={`M${middle - radius * 2} ${y + height}V${top + radius}q0-${radius} ${radius}-${radius}h${radius * 2}q${radius} 0 ${radius} ${radius}V${y + height}z`}
			/>
		</>
	);
}

function Page({ at: [x, y, width, height] }: { at: Box }) {
	return (
		<>
			<rect className={css.page} x={x} y={y} width={width} height={height} rx="1" />
			<Lines at={[x + 2, y + height / 2 - 2, width - 4, 4]} />
		</>
	);
}

function Lines({ at: [x, y, width, height], centred = false }: { at: Box; centred?: boolean }) {
	const short = width * 0.6;
	return (
		<>
			<rect className={css.shape} x={x} y={y} width={width} height={height * 0.4} rx="0.5" />
			<rect
				className={css.shape}
				x={centred ? x + (width - short) / 2 : x}
				y={y + height * 0.7}
				width={short}
				height={height * 0.3}
				rx="0.5"
			/>
		</>
	);
}

const WORDS = <Lines at={[9, 6.5, 14, 5]} centred />;

const PARTS: Record<TemplateName, ReactNode> = {
	solo: <Person at={[0, 0, 32, 18]} />,
	grid: (
		<>
			<Person at={[1.5, 3, 14, 12]} />
			<Person at={[16.5, 3, 14, 12]} />
		</>
	),
	large: (
		<>
			<Person at={[1, 1, 22, 16]} />
			<Person at={[24, 1, 7, 5]} />
			<Person at={[24, 6.5, 7, 5]} />
		</>
	),
	slides: (
		<>
			<Page at={[1, 1, 22, 16]} />
			<Person at={[24, 6.5, 7, 5]} />
		</>
	),
	interview: (
		<>
			<Person at={[0, 0, 15.75, 18]} />
			<Person at={[16.25, 0, 15.75, 18]} />
			<rect className={css.page} x="1" y="14" width="8" height="2.5" rx="0.5" />
			<rect className={css.page} x="17.25" y="14" width="8" height="2.5" rx="0.5" />
		</>
	),
	soon: (
		<>
			<Lines at={[9, 4, 14, 4]} centred />
			<rect className={css.page} x="12" y="11" width="8" height="3" rx="0.5" />
		</>
	),
	back: WORDS,
	thanks: WORDS,
};
