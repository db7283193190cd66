import { Radio } from "lucide-react";
import { Button } from "../look/Button";
import { Card } from "../look/Card";
import { useWords } from "../words/useWords";
import { useBody } from "./useBody";

/** This browser is on air in another tab: nothing is opened beside it unasked. */
export function EnterOnAir({ onGo }: { onGo: () => void }) {
	const { pages: words } = useWords();
	useBody("enter", "onair", false, words.onAirTitle);
	return (
		<Card icon={<Radio />} title={words.onAirTitle} text={words.onAirText}>
			<Button id="open-anyway" onClick={onGo}>
				{words.onAirOpen}
			</Button>
		</Card>
	);
}
