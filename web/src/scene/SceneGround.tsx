import { useEffect, useRef } from "react";
import type { Background } from "../design/document";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./Scenes.module.css";
import { sceneWords } from "./words";

interface Props {
	/** Undefined: the scene has the show's. */
	own: Background | undefined;
	/** Of the whole show. */
	shared: Background;
	/** Null: the show's. */
	onGround: (background: Background | null) => void;
	onClose: () => void;
}

/** Give a scene a background of its own. Each choice shows at once in the scene's picture. */
export function SceneGround({ own, shared, onGround, onClose }: Props) {
	const words = useWords(sceneWords);
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => dialog.current?.showModal(), []);
	const colour = (id: string, label: string, side: "first" | "last") =>
		own && (
			<label className={css.check}>
				<input
					id={id}
					type="color"
					value={own[side]}
					onChange={(event) => onGround({ ...own, [side]: event.target.value, file: "" })}
				/>
				<span>{label}</span>
			</label>
		);
	return (
		<dialog ref={dialog} aria-labelledby="scene-ground-title" onClose={onClose}>
			<h2 id="scene-ground-title">{words.background}</h2>
			<div className={css.form}>
				<label className={css.check}>
					<input
						id="own-ground"
						type="checkbox"
						checked={own !== undefined}
						onChange={(event) => onGround(event.target.checked ? shared : null)}
					/>
					<span>{words.ownBackground}</span>
				</label>
				{colour("ground-first", words.firstColour, "first")}
				{colour("ground-last", words.lastColour, "last")}
			</div>
			<form method="dialog" className={css.answers}>
				<Button type="submit">{words.close}</Button>
			</form>
		</dialog>
	);
}
