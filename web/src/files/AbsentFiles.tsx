import { useWords } from "../i18n/useWords";
import css from "./Files.module.css";
import type { ShowFiles } from "./showFiles";
import { absenceOf } from "./states";
import { useFileStates } from "./useFiles";
import { filesWords } from "./words";

/** Where a file stands in the picture. All lengths are fractions of it. */
export interface FilePlace {
	id: string;
	/** The hash of the file. */
	file: string;
	name: string;
	x: number;
	y: number;
	width: number;
	height: number;
}

const percent = (part: number) => `${part * 100}%`;

/** Lie over the program, and tell the host where a file is not here yet. Viewers see nothing there. */
export function AbsentFiles({ files, places }: { files: ShowFiles; places: FilePlace[] }) {
	const words = useWords(filesWords);
	const states = useFileStates(files);
	const absent = places.flatMap((place) => {
		const absence = absenceOf(states.get(place.file));
		return absence ? [{ place, text: words[absence] }] : [];
	});
	return (
		<div role="status" className={css.absent}>
			{absent.map(({ place: { id, name, x, y, width, height }, text }) => (
				<p
					key={id}
					data-absent={id}
					style={{ left: percent(x), top: percent(y), width: percent(width), height: percent(height) }}
				>
					{name && <b>{name}</b>}
					<span>{text.cause}</span>
				</p>
			))}
		</div>
	);
}
