import { useRef, useState } from "react";
import type { Background } from "../design/document";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { useModal } from "../ui/useModal";
import css from "./Editor.module.css";
import { FileInput } from "./FileInput";
import { ColourField } from "./fields";
import { RefusedFile } from "./RefusedFile";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

interface Props {
	/** The name of the scene. */
	name: string;
	/** Undefined: the scene has the show's. */
	own: Background | undefined;
	/** Of the whole show. */
	shared: Background;
	adding: FileAdding;
	/** Null: the show's. */
	onGround: (background: Background | null) => void;
	onClose: () => void;
}

const KINDS = ["shared", "colours", "picture"] as const;
type Kind = (typeof KINDS)[number];

/** Give a scene the background of the show, or colours or a picture of its own. Each choice shows at once in the scene's
 *  picture. */
export default function SceneGround({ name, own, shared, adding, onGround, onClose }: Props) {
	const words = useWords(editorWords);
	const { props } = useModal(onClose);
	const [kind, setKind] = useState<Kind>(!own ? "shared" : own.file ? "picture" : "colours");
	const now = own ?? shared;
	const choose = (next: Kind) => {
		setKind(next);
		if (next === "shared") onGround(null);
		if (next === "colours") onGround({ ...now, file: "" });
	};
	return (
		<dialog {...props} aria-labelledby="scene-ground-title">
			<h2 id="scene-ground-title">{words.groundOf(name)}</h2>
			<fieldset className={css.choices} aria-labelledby="scene-ground-title">
				{KINDS.map((one) => (
					<label key={one} className={css.check}>
						<input type="radio" name="ground" value={one} checked={kind === one} onChange={() => choose(one)} />
						<span>{words.grounds[one]}</span>
					</label>
				))}
			</fieldset>
			{kind === "colours" && (
				<div className={css.properties}>
					<ColourField label={words.groundFirst} value={now.first} onChange={(first) => onGround({ ...now, first, file: "" })} />
					<ColourField label={words.groundLast} value={now.last} onChange={(last) => onGround({ ...now, last, file: "" })} />
				</div>
			)}
			{kind === "picture" && <Picture now={now} adding={adding} onGround={onGround} />}
			<form method="dialog" className={css.answers}>
				<Button type="submit">{words.close}</Button>
			</form>
		</dialog>
	);
}

function Picture({ now, adding, onGround }: Pick<Props, "adding" | "onGround"> & { now: Background }) {
	const words = useWords(editorWords);
	const picker = useRef<HTMLInputElement>(null);
	return (
		<div className={css.properties}>
			<Button small id="choose-ground" onClick={() => picker.current?.click()}>
				{words.groundPicture}
			</Button>
			<p role="status" className={css.faint}>
				{adding.reading && words.file.checking(adding.reading)}
			</p>
			<RefusedFile adding={adding} />
			<FileInput
				ref={picker}
				id="scene-ground-file"
				accept="image/png,image/jpeg,image/webp"
				onFile={(file) =>
					void adding.read(file, (source) => source.kind === "picture" && onGround({ ...now, file: source.file }))
				}
			/>
		</div>
	);
}
