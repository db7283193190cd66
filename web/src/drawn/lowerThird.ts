import type { Brand } from "../design/document";
import type { Drawing } from "../source/source";
import { painters } from "./late";

/** Draw a strip in the brand's colour with a title and a line. */
export function lowerThirdDrawing({ title, line }: { title: string; line: string }, { colour }: Brand): Drawing {
	return {
		key: JSON.stringify(["lowerThird", title, line, colour]),
		draw: async (width, height, frame) => {
			const { painted, paintLowerThird } = await painters();
			return painted(width, height, (to) => paintLowerThird(to, { title, line, colour }, width, height, frame));
		},
	};
}
