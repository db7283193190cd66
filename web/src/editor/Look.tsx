import { useRef } from "react";
import { setColour, setGround } from "../design/brand";
import type { Background } from "../design/document";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { FileInput } from "./FileInput";
import { ColourField } from "./fields";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

/** Choose what all scenes share: the brand's colour and the background. */
export function Look({ editor: { design, edit }, adding }: { editor: Editor; adding: FileAdding }) {
	const words = useWords(editorWords);
	const picture = useRef<HTMLInputElement>(null);
	const { colour, background } = design.brand;
	const set = (part: Partial<Background>, step = "") =>
		edit((now) => setGround(now, { ...now.brand.background, ...part }), { step });
	return (
		<details className={css.part}>
			<summary>{words.look}</summary>
			<div className={css.properties}>
				<ColourField
					label={words.brand}
					value={colour}
					onChange={(value) => edit((now) => setColour(now, value), { step: "brand colour" })}
				/>
				<ColourField label={words.groundFirst} value={background.first} onChange={(first) => set({ first }, "first colour")} />
				<ColourField label={words.groundLast} value={background.last} onChange={(last) => set({ last }, "last colour")} />
				<Button small onClick={() => picture.current?.click()}>
					{words.groundPicture}
				</Button>
				{background.file && (
					<Button small kind="quiet" onClick={() => set({ file: "" })}>
						{words.noPicture}
					</Button>
				)}
				<FileInput
					ref={picture}
					id="ground-file"
					accept="image/png,image/jpeg,image/webp"
					onFile={(file) => void adding.read(file, (source) => source.kind === "picture" && set({ file: source.file }))}
				/>
			</div>
		</details>
	);
}
