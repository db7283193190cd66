import { useWords } from "../../i18n/useWords";
import { Button } from "../../ui/Button";
import base from "../Console.module.css";
import { Refusal } from "../Refusal";
import type { Refused } from "../refused";
import { showWords } from "./words";

interface Props {
	id: string;
	busy: boolean;
	refused: Refused | null;
	saved: boolean;
}

/** The end of a form: the button that saves it, and what came of it. */
export function Save({ id, busy, refused, saved }: Props) {
	const { details } = useWords(showWords);
	return (
		<>
			<Refusal reason={refused} />
			<div className={base.buttons}>
				<Button type="submit" id={id} busy={busy}>
					{details.save}
				</Button>
				<span role="status">{saved && details.saved}</span>
			</div>
		</>
	);
}
