import { useEffect, useRef, useState } from "react";
import type { DesignSource } from "../design/document";
import { setSource } from "../design/sources";
import { useFileStates } from "../files/useFiles";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import type { Around } from "./around";
import css from "./Editor.module.css";
import { FileInput } from "./FileInput";
import type { Editor } from "./useEditor";
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
	const words = useWords(editorWords);
	const input = useRef<HTMLInputElement>(null);
	const state = useFileStates(files).get(source.file);
	const missing = useMissing(files, source.file);
	const replace = (file: File) =>
		void adding.read(file, (next) => {
			if (next.kind === "picture") edit((now) => setSource(now, id, "picture", next));
			else edit((now) => setSource(now, id, "slides", next));
		});
	return (
		<>
			{missing && (
				<div className={css.note} data-missing="">
					<p>
						<b>{words.file.missing.cause}</b>
						<br />
						{words.file.missing.cure}
					</p>
				</div>
			)}
			{state?.is === "uploading" && <p className={css.faint}>{words.file.uploading(state.percent)}</p>}
			{state?.is === "failed" && <p className={css.care}>{words.file.notStored}</p>}
			<Button small onClick={() => input.current?.click()}>
				{words.replace}
			</Button>
			<FileInput ref={input} id="replace-file" accept={ACCEPTED_AS[source.kind]} onFile={replace} />
		</>
	);
}

/** Tell whether neither this browser nor the server has a file. */
function useMissing(files: Around["files"], file: string): boolean {
	const [missing, setMissing] = useState("");
	useEffect(() => {
		let asks = true;
		void files.open(file).then((content) => asks && setMissing(content ? "" : file));
		return () => {
			asks = false;
		};
	}, [files, file]);
	return missing === file;
}
