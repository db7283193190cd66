import { X } from "lucide-react";
import type { HTMLAttributes } from "react";
import { arrangedAgain } from "../design/items";
import { designWords, sceneName } from "../design/words";
import { useWords } from "../i18n/useWords";
import { slidesWords } from "../slides/words";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { AddSource } from "./AddSource";
import type { Around } from "./around";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { GuestScreenRow } from "./GuestScreenRow";
import { LayerList } from "./LayerList";
import { Look } from "./Look";
import { mayArrange } from "./layers";
import { Microphones } from "./Microphones";
import { Properties } from "./Properties";
import { RefusedFile } from "./RefusedFile";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

interface Props {
	editor: Editor;
	around: Around;
	adding: FileAdding;
	/** The attributes of the panel of a tab. */
	panel?: HTMLAttributes<HTMLElement>;
}

/** Show the layers of the scene on air, and what can be changed about them. */
export function EditorRail({ editor, around, adding, panel }: Props) {
	const words = useWords(editorWords);
	const names = useWords(designWords);
	const { scene, design, chosen, edit, toggle } = editor;
	return (
		<aside className={css.rail} id="layers" aria-label={words.rail}>
			<div className={css.panel} {...panel}>
				<header>
					<h2>{words.inScene(sceneName(scene, names))}</h2>
					<AddSource editor={editor} around={around} adding={adding} />
					<Button small icon kind="quiet" aria-label={words.close} title={words.close} onClick={toggle}>
						<X size={20} />
					</Button>
				</header>
				<div className={css.body}>
					{adding.reading && (
						<p role="status" className={css.faint}>
							{words.file.checking(adding.reading)}
						</p>
					)}
					<RefusedFile adding={adding} />
					<Fonts adding={adding} />
					{around.guestScreen && <GuestScreenRow editor={editor} />}
					<LayerList editor={editor} around={around} />
					{mayArrange(scene, design.sources) && (
						<Button small id="arrange-again" onClick={() => edit((now) => arrangedAgain(now, scene.id))}>
							{words.arrange}
						</Button>
					)}
					<Microphones editor={editor} around={around} />
					{chosen && <Properties editor={editor} layer={chosen} around={around} adding={adding} />}
					<Look editor={editor} adding={adding} />
				</div>
			</div>
		</aside>
	);
}

function Fonts({ adding: { fonts, dismiss } }: { adding: FileAdding }) {
	const { fontsOutside } = useWords(slidesWords);
	if (!fonts) return null;
	const { cause, cure } = fontsOutside(fonts.outside);
	return <Banner calm id="fonts-outside" cause={`${fonts.name}: ${cause}`} cure={cure} onDismiss={dismiss} />;
}
