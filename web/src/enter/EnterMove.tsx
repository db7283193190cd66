import { MonitorSmartphone } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { Result } from "../net/types";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { uiWords } from "../ui/words";
import { enterWords } from "./words";

/** The one person whose link it is is in on another device: one of the two goes on. */
export function EnterMove({ who, onGo }: { who: Result<"PeekTicket">; onGo: () => void }) {
	const words = useWords(enterWords);
	const common = useWords(uiWords);
	useBody("enter", "elsewhere", false, who.Name);
	const { Browser = "", System = "" } = who.Elsewhere ?? {};
	const device = common.device(Browser, System) || common.elsewhere;
	return (
		<Card icon={<MonitorSmartphone />} title={words.elsewhereTitle(device)} text={words.elsewhereText}>
			<Button kind="primary" id="move-here" onClick={onGo}>
				{words.moveHere}
			</Button>
		</Card>
	);
}
