import { useEffect, useRef } from "react";
import css from "./SlideControls.module.css";

export type DrawThumbnail = (page: number) => Promise<ImageBitmap | null>;

/** Show one page small. It is drawn when it comes into view. `draw` owns the bitmap. */
export function Thumbnail({ page, draw }: { page: number; draw: DrawThumbnail }) {
	const ref = useRef<HTMLCanvasElement>(null);
	useEffect(() => {
		const canvas = ref.current;
		if (!canvas) return;
		let left = false;
		const watch = new IntersectionObserver(async (entries) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			watch.disconnect();
			const bitmap = await draw(page).catch(() => null);
			if (left || !bitmap?.width) return;
			canvas.width = bitmap.width;
			canvas.height = bitmap.height;
			canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
		});
		watch.observe(canvas);
		return () => {
			left = true;
			watch.disconnect();
		};
	}, [page, draw]);
	return <canvas ref={ref} className={css.thumbnail} width={160} height={90} />;
}
