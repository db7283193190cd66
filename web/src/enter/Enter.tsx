import { DoorOpen, Link2Off } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "../i18n/useWords";
import { onAirHere } from "../net/airLock";
import { ApiError, call } from "../net/call";
import { nonce } from "../net/nonce";
import { redeem, type Way } from "../net/redeem";
import type { Result } from "../net/types";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { useBody } from "../ui/useBody";
import { EnterMove } from "./EnterMove";
import { EnterOnAir } from "./EnterOnAir";
import { Waiting } from "./Entrance";
import { enterWords } from "./words";

const HANDED = "kaibo.enter";
const GUEST = 1;
const RETRY_MS = 1000;

/** What befell the link since its launch page was open. */
const BEFELL = { LinkExpired: "expired", LinkNotYet: "early", LinkUsedUp: "used" } as const;

type Step =
	| { at: "going" }
	| { at: "asking" | "elsewhere"; who: Result<"PeekTicket"> }
	| { at: "refused"; code: string }
	| { at: "busy" }
	| { at: "onair"; same: boolean };

/** Turns a ticket into a session. One that this browser's own launch page made goes straight on; one that came from
 *  elsewhere asks first, or anybody's ticket could sign a stranger in. While this browser is on air both ask, and so does
 *  the way back into a session that is there already. */
export function Enter() {
	const [{ way, back, own }] = useState(found);
	const [step, setStep] = useState<Step>({ at: "going" });
	const [wanted, setWanted] = useState(own);
	const [beside, setBeside] = useState(false);
	const [move, setMove] = useState(false);

	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const go = async () => {
			try {
				const onAir = wanted && !beside ? await onAirHere() : [];
				if (onAir.length) return setStep({ at: "onair", same: onAir.some((id) => back === `/s/${id}`) });
				if (back) return leave(back);
				if (!way) return setStep({ at: "refused", code: "TicketSpent" });
				const peek = () => call("/client", "PeekTicket", { Ticket: way.Ticket });
				if (!wanted) return setStep({ at: "asking", who: await peek() });
				const path = await redeem(way, move);
				if (!path) return setStep({ at: "elsewhere", who: await peek() });
				leave(path);
			} catch (error) {
				if (error instanceof ApiError && !error.passing) return setStep({ at: "refused", code: error.code });
				setStep({ at: "busy" });
				timer = setTimeout(go, RETRY_MS);
			}
		};
		void go();
		return () => clearTimeout(timer);
	}, [way, back, wanted, beside, move]);

	const moveHere = () => {
		setWanted(true);
		setMove(true);
	};
	const elsewhere = step.at === "elsewhere" || (step.at === "asking" && step.who.Elsewhere);
	if (elsewhere && !move) return <EnterMove who={step.who} onGo={moveHere} />;
	if (step.at === "asking" && !wanted) return <Question who={step.who} onGo={() => setWanted(true)} />;
	if (step.at === "onair" && !beside) return <EnterOnAir same={step.same} onGo={() => setBeside(true)} />;
	if (step.at === "refused") return <Refused code={step.code} />;
	return <Waiting busy={step.at === "busy"} />;
}

function Question({ who, onGo }: { who: Result<"PeekTicket">; onGo: () => void }) {
	const words = useWords(enterWords);
	useBody("enter", "asking", false, who.Name);
	const as = who.Role === GUEST ? words.asGuest(who.UserName) : words.asHost;
	return (
		<Card icon={<DoorOpen />} title={who.Name} text={`${as} ${words.notYours}`}>
			<Button kind="primary" id="use-browser" onClick={onGo}>
				{words.enter}
			</Button>
		</Card>
	);
}

function Refused({ code }: { code: string }) {
	const words = useWords(enterWords);
	const gone = code === "LinkRevoked" || code.startsWith("ResourceNotFound");
	const { title, text } = words.refused[gone ? "gone" : (BEFELL[code as keyof typeof BEFELL] ?? "spent")];
	useBody("enter", "refused", false, title);
	return <Card icon={<Link2Off />} title={title} text={text} />;
}

function leave(path: string): void {
	sessionStorage.removeItem(HANDED);
	location.replace(path);
}

interface Found {
	way: Way | null;
	/** The path of a session that this browser has already; "" for none. */
	back: string;
	own: boolean;
}

/** The ticket or the way back, and whether this browser's own launch page left it here. A ticket in the fragment is taken
 *  out of the address at once. */
function found(): Found {
	const ticket = new URLSearchParams(location.hash.slice(1)).get("ticket");
	if (ticket) {
		history.replaceState(null, "", location.pathname);
		return { way: { Ticket: ticket, Nonce: nonce() }, back: "", own: false };
	}
	try {
		const handed = JSON.parse(sessionStorage.getItem(HANDED) ?? "null") as Way | { Path: string } | null;
		if (handed && "Path" in handed) return { way: null, back: handed.Path, own: true };
		return { way: handed, back: "", own: handed !== null };
	} catch {
		return { way: null, back: "", own: false };
	}
}
