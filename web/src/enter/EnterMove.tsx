import { MonitorSmartphone } from "lucide-react";
import { useWords } from "../i18n/useWords";
import type { Result } from "../net/types";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { uiWords } from "../ui/words";
import { enterWords } from "./words";

/** Ask a person whose link works in one place only: move here, or stay on the other device? */
export function EnterMove({ ticket, onGo }: { ticket: Result<"PeekTicket">; onGo: () => void }) {
	const words = useWords(enterWords);
	const common = useWords(uiWords);
	useBody("enter", "elsewhere", false, ticket.Name);
	const { Browser = "", System = "" } = ticket.Elsewhere ?? {};
	const device = common.device(Browser, System) || common.elsewhere;
	return (
		<Card icon={<MonitorSmartphone />} title={words.elsewhereTitle(device)} text={words.elsewhereText}>
			<Button kind="primary" id="move-here" onClick={onGo}>
				{words.moveHere}
			</Button>
		</Card>
	);
}
