import { Radio } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { enterWords } from "./words";

/** Say that this browser is on air in another tab, with the `same` session or another one. Without a click, the page opens
 *  nothing beside it and moves nothing here. */
export function EnterOnAir({ same, onGo }: { same: boolean; onGo: () => void }) {
	const words = useWords(enterWords);
	const { title, text, go } = words.onAir[same ? "same" : "other"];
	useBody("enter", same ? "onairhere" : "onair", false, title);
	return (
		<Card icon={<Radio />} title={title} text={text}>
			<Button id={same ? "bring-here" : "open-anyway"} onClick={onGo}>
				{go}
			</Button>
		</Card>
	);
}
