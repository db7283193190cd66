import { useWords } from "../i18n/useWords";
import { slidesWords } from "../slides/words";
import { Banner } from "../ui/Banner";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

/** Say why the last file was not taken, and what to do. */
export function RefusedFile({ adding: { refused, dismiss } }: { adding: FileAdding }) {
	const words = useWords(editorWords);
	const { refused: slides, exports } = useWords(slidesWords);
	if (!refused) return null;
	const trouble = refused.why;
	const { cause, cure } =
		"slides" in trouble ? slides[trouble.slides] : "file" in trouble ? words.file.refused[trouble.file] : words.file.failed;
	const office = "file" in trouble && trouble.file === "office";
	return (
		<Banner id="file-refused" cause={`${refused.name}: ${cause}`} cure={cure} steps={office ? exports : []} onDismiss={dismiss} />
	);
}
