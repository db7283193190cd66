import { useSyncExternalStore } from "react";
import { watermark } from "./token";
import css from "./Watermark.module.css";

/** Draw the viewer's name over the picture, if the show wants that. It moves slowly, so that no crop takes it away. */
export function Watermark() {
	const text = useSyncExternalStore(watermark.listen, watermark.get);
	return text ? (
		<div className={css.mark} aria-hidden="true">
			<span dir="auto">{text}</span>
		</div>
	) : null;
}
