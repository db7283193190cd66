/** PDF.js makes canvases and filters with a page's document. A worker has none, so these do without one. */

interface Drawn {
	canvas: OffscreenCanvas;
	context: OffscreenCanvasRenderingContext2D;
}

export class CanvasFactory {
	create(width: number, height: number): Drawn {
		const canvas = new OffscreenCanvas(width, height);
		return { canvas, context: canvas.getContext("2d") as OffscreenCanvasRenderingContext2D };
	}

	reset({ canvas }: Drawn, width: number, height: number): void {
		canvas.width = width;
		canvas.height = height;
	}

	destroy({ canvas }: Drawn): void {
		canvas.width = canvas.height = 0;
	}
}

const none = () => "none";

/** Filters are SVG in a document. Pages are drawn without them. */
export class FilterFactory {
	addFilter = none;
	addHCMFilter = none;
	addAlphaFilter = none;
	addLuminosityFilter = none;
	addKnockoutFilter = none;
	addHighlightHCMFilter = none;
	createSelectionStyle = () => new Map();
	destroy(): void {}
}
