import type { TextSource } from "../design/document";
import type { Drawing } from "../source/source";
import { painters } from "./late";

/** Draw lines of text. */
export function textDrawing(source: TextSource): Drawing {
	return {
		key: JSON.stringify(source),
		draw: async (width, height, frame) => {
			const { painted, paintText } = await painters();
			return painted(width, height, (to) => paintText(to, source, [width, height], frame));
		},
	};
}
