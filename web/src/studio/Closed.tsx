import { Coffee, Link2Off } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { Notice } from "../ui/Notice";
import { WayHome } from "../ui/WayHome";
import { closedWords } from "./closedWords";

/** Say why this session ended. `numbers`: those of a show that the organiser ended. */
export default function Closed({ view, numbers }: { view: View; numbers: ReactNode }) {
	const words = useWords(closedWords);
	const { EndReason, ReturnUrl } = view.Session;
	const reason = words[EndReason as keyof typeof words] ?? words.expired;
	const wasEnded = EndReason === "show-ended";
	return (
		<Notice
			alert
			icon={wasEnded ? <Coffee size={28} /> : <Link2Off size={28} />}
			title={reason.title}
			text={reason.text}
			facts={wasEnded && numbers}
		>
			<WayHome url={ReturnUrl} />
		</Notice>
	);
}
