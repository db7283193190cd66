import { useEffect, useRef } from "react";
import type { Size } from "./drawnSize";
import type { PaintOn } from "./live";

interface Props extends Size {
	output: string;
	fps: number;
	paintOn: PaintOn;
	className?: string | undefined;
}

/** Show an output of the compositor. */
export function LivePicture({ output, width, height, fps, paintOn, className = "" }: Props) {
	const holder = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		// A canvas can be given away once only, so each output gets a new one.
		const canvas = document.createElement("canvas");
		Object.assign(canvas, { width, height });
		holder.current?.append(canvas);
		const live = paintOn(output, canvas, fps);
		const watch = new IntersectionObserver((entries) => live.see(entries.at(-1)?.isIntersecting ?? true));
		watch.observe(canvas);
		return () => {
			watch.disconnect();
			live.stop();
			canvas.remove();
		};
	}, [output, width, height, fps, paintOn]);
	return <span ref={holder} className={className} aria-hidden="true" />;
}
