import { useRef } from "react";
import type { DesignSource } from "../design/document";
import { setSource } from "../design/sources";
import { absenceOf } from "../files/states";
import { useFileStates } from "../files/useFiles";
import { filesWords } from "../files/words";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import type { Around } from "./around";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { FileInput } from "./FileInput";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

/** A file is replaced by one of its kind. */
const ACCEPTED_AS = { picture: "image/png,image/jpeg,image/webp", slides: "application/pdf" };

interface Props {
	editor: Editor;
	id: string;
	source: Extract<DesignSource, { kind: "picture" | "slides" }>;
	around: Around;
	adding: FileAdding;
}

/** Say how far a file is, and replace it with another one of its kind. */
export function FileProperties({ editor: { edit }, id, source, around: { files }, adding }: Props) {
	const { replace: replacing } = useWords(editorWords);
	const words = useWords(filesWords);
	const input = useRef<HTMLInputElement>(null);
	const state = useFileStates(files).get(source.file);
	const absence = absenceOf(state);
	const absent = absence && words[absence];
	const replace = (file: File) =>
		void adding.read(file, (next) => {
			if (next.kind === "picture") edit((now) => setSource(now, id, "picture", next));
			else edit((now) => setSource(now, id, "slides", next));
		});
	return (
		<>
			{(absent || !source.file) && (
				<div className={css.note} data-missing="">
					<p>
						<b>{(absent ?? words.missing).cause}</b>
						<br />
						{(absent ?? words.missing).cure}
					</p>
				</div>
			)}
			{state?.is === "uploading" && <p className={css.faint}>{words.uploaded(state.percent)}</p>}
			{state?.is === "failed" && <p className={css.care}>{words.failed([files.nameOf(source.file)])}</p>}
			<Button small onClick={() => input.current?.click()}>
				{replacing}
			</Button>
			<FileInput ref={input} id="replace-file" accept={ACCEPTED_AS[source.kind]} onFile={replace} />
		</>
	);
}
