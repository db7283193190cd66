import { useCallback } from "react";
import { useWords } from "../../i18n/useWords";
import base from "../Console.module.css";
import { act } from "../calls";
import { useFresh } from "../useFresh";
import type { OfShow } from "./ofShow";
import { RecordingRow } from "./RecordingRow";
import { recordingWords } from "./recordingWords";
import css from "./Show.module.css";

/** How often the list is read again while the page is seen. */
const EVERY_MS = 5_000;

/** List the recordings of a show, the newest first: put online, download, delete. */
export function Recordings({ id, may, onOut }: OfShow) {
	const words = useWords(recordingWords);
	const read = useCallback(() => act("ListReplays", { ActivityId: id }), [id]);
	const [answer, again] = useFresh(read, EVERY_MS, onOut);
	if (!answer) return null;
	return (
		<>
			<p className={css.grow}>{words.text}</p>
			<ul id="recordings" className={css.links}>
				{answer.Replays.map((one) => (
					<RecordingRow key={one.MediaId || one.Vid} of={one} show={id} may={may} onChanged={again} onOut={onOut} />
				))}
			</ul>
			{answer.Replays.length === 0 && <p className={base.hint}>{words.none}</p>}
		</>
	);
}
