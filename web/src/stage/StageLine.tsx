import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import css from "./Crew.module.css";
import type { Tell } from "./crew";
import { crewWords } from "./crewWords";
import { LineForm } from "./LineForm";

interface Props {
	/** The line that all guests read now. */
	line: View["Lines"]["ToAll"];
	tell: Tell;
}

/** Write the line that all guests read, and nobody else. */
export default function StageLine({ line, tell }: Props) {
	const { lineToAll: label, send, endLine: end } = useWords(crewWords);
	return (
		<div className={css.below}>
			<LineForm
				id="stage-line"
				name="line"
				words={{ label, send, end }}
				now={line?.Text ?? ""}
				onSend={(Text) => tell("SendStageLine", { Text })}
			/>
		</div>
	);
}
