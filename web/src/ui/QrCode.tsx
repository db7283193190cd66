import css from "./QrCode.module.css";

/** How many light squares a reader needs around the code. */
const MARGIN = 4;

/** Draw a QR code from the server's rows of `1` and `0`. It is dark on white in both themes, or phones do not read it. */
export function QrCode({ rows, label }: { rows: readonly string[]; label: string }) {
	const size = rows.length + 2 * MARGIN;
	const dark = rows.flatMap((row, y) =>
		[...row.matchAll(/1+/g)].map((run) => `M${run.index + MARGIN} ${y + MARGIN}h${run[0].length}v1h-${run[0].length}z`),
	);
	return (
		<svg className={css.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
			<rect width={size} height={size} fill="#fff" />
			<path d={dark.join("")} fill="#000" />
		</svg>
	);
}
