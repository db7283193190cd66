import { DoorOpen, Link2Off } from "lucide-react";
import { useEffect, useState } from "react";
import { tabStorage } from "../browser/storage";
import { useWords } from "../i18n/useWords";
import { onAirHere } from "../net/airLock";
import { ApiError, call, mayPass } from "../net/call";
import { nonce } from "../net/nonce";
import { type Admission, redeem } from "../net/redeem";
import { retrying } from "../net/retry";
import { Role } from "../net/roles";
import type { Result } from "../net/types";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { useCrash } from "../ui/useCrash";
import { EnterMove } from "./EnterMove";
import { EnterOnAir } from "./EnterOnAir";
import { Waiting } from "./Entrance";
import { HANDED } from "./handed";
import { enterWords } from "./words";

/** The link's state, which may have changed since its launch page was opened. */
const LINK_STATE = { LinkExpired: "expired", LinkNotYet: "early", LinkUsedUp: "used" } as const;

type Step =
	| { at: "going" }
	| { at: "asking" | "elsewhere"; ticket: Result<"PeekTicket"> }
	| { at: "refused"; code: string }
	| { at: "busy" }
	| { at: "onair"; same: boolean };

/** Exchange a ticket for a session. A ticket from this browser's own launch page is used at once. A ticket from elsewhere
 *  asks first: otherwise a stranger's link could sign a person in. While this browser is on air, both ask, and so does
 *  the way back into an existing session. */
export function Enter() {
	const [{ admission, back, own }] = useState(readHandoff);
	const [step, setStep] = useState<Step>({ at: "going" });
	const [confirmed, setConfirmed] = useState(own);
	const [beside, setBeside] = useState(false);
	const [move, setMove] = useState(false);
	const crash = useCrash();

	useEffect(() => {
		const go = async () => {
			try {
				const onAir = confirmed && !beside ? await onAirHere() : [];
				if (onAir.length) return setStep({ at: "onair", same: onAir.some((id) => back === `/s/${id}`) });
				if (back) return leave(back);
				if (!admission) return setStep({ at: "refused", code: "TicketSpent" });
				const peek = () => call("/client", "PeekTicket", { Ticket: admission.Ticket });
				if (!confirmed) return setStep({ at: "asking", ticket: await peek() });
				const path = await redeem(admission, move);
				if (!path) return setStep({ at: "elsewhere", ticket: await peek() });
				leave(path);
			} catch (error) {
				if (error instanceof ApiError && !error.passing) return setStep({ at: "refused", code: error.code });
				if (!mayPass(error)) return crash(error);
				setStep({ at: "busy" });
				retry.later();
			}
		};
		const retry = retrying(go);
		void go();
		return retry.stop;
	}, [admission, back, confirmed, beside, move, crash]);

	const moveHere = () => {
		setConfirmed(true);
		setMove(true);
	};
	const elsewhere = step.at === "elsewhere" || (step.at === "asking" && step.ticket.Elsewhere);
	if (elsewhere && !move) return <EnterMove ticket={step.ticket} onGo={moveHere} />;
	if (step.at === "asking" && !confirmed) return <Question ticket={step.ticket} onGo={() => setConfirmed(true)} />;
	if (step.at === "onair" && !beside) return <EnterOnAir same={step.same} onGo={() => setBeside(true)} />;
	if (step.at === "refused") return <Refused code={step.code} />;
	return <Waiting busy={step.at === "busy"} />;
}

function Question({ ticket, onGo }: { ticket: Result<"PeekTicket">; onGo: () => void }) {
	const words = useWords(enterWords);
	useBody("enter", "asking", false, ticket.Name);
	const as = { [Role.HOST]: words.asHost, [Role.GUEST]: words.asGuest(ticket.UserName), [Role.ASSISTANT]: words.asAssistant };
	return (
		<Card icon={<DoorOpen />} title={ticket.Name} text={`${as[ticket.Role as keyof typeof as]} ${words.notYours}`}>
			<Button kind="primary" id="use-browser" onClick={onGo}>
				{words.enter}
			</Button>
		</Card>
	);
}

function Refused({ code }: { code: string }) {
	const words = useWords(enterWords);
	const gone = code === "LinkRevoked" || code.startsWith("ResourceNotFound");
	const { title, text } = words.refused[gone ? "gone" : (LINK_STATE[code as keyof typeof LINK_STATE] ?? "spent")];
	useBody("enter", "refused", false, title);
	return <Card icon={<Link2Off />} title={title} text={text} />;
}

function leave(path: string): void {
	tabStorage.remove(HANDED);
	location.replace(path);
}

interface Handoff {
	admission: Admission | null;
	/** The path of a session that this browser has already; "" for none. */
	back: string;
	/** The ticket or the path comes from this browser's own launch page. */
	own: boolean;
}

/** Read the ticket, or the path of an existing session. Removes a ticket from the address at once. */
function readHandoff(): Handoff {
	const ticket = new URLSearchParams(location.hash.slice(1)).get("ticket");
	if (ticket) {
		history.replaceState(null, "", location.pathname);
		return { admission: { Ticket: ticket, Nonce: nonce() }, back: "", own: false };
	}
	try {
		const handed = JSON.parse(tabStorage.get(HANDED) ?? "null") as Admission | { Path: string } | null;
		if (handed && "Path" in handed) return { admission: null, back: handed.Path, own: true };
		return { admission: handed, back: "", own: handed !== null };
	} catch {
		return { admission: null, back: "", own: false };
	}
}
