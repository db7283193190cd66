import { Check, Copy, MonitorSmartphone, Unlink } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { View } from "../api/types";
import { Banner } from "../look/Banner";
import { Button } from "../look/Button";
import { useCountdown } from "../session/useCountdown";
import type { Session } from "../session/useSession";
import { useWords } from "../words/useWords";

interface Props {
	session: Session;
	view: View;
}

/** Somebody wants to host in this page's place; and, after a no or a way back, a new link, so that a link which got about
 *  stops. */
export function SeatBanners({ session, view }: Props) {
	const [contested, setContested] = useState(false);
	const back = useTakenBack(view);
	const { Asked, Mine } = view.Seat;
	if (!Mine) return null;
	if (Asked && !Asked.Mine) return <Question session={session} view={view} onRefused={() => setContested(true)} />;
	if (contested || back) return <NewLink session={session} />;
	return null;
}

function Question({ session, view, onRefused }: Props & { onRefused: () => void }) {
	const { studio: words } = useWords();
	const { Browser = "", System = "", SecondsLeft = 0 } = view.Seat.Asked ?? {};
	const left = useCountdown(SecondsLeft);
	const answer = (action: "RefuseTakeOver" | "HandOver") => session.call(action, { Tab: session.tab }).catch(() => {});
	return (
		<Banner
			icon={<MonitorSmartphone size={20} />}
			cause={words.askedTitle(words.device(Browser, System) || words.elsewhere)}
			cure={words.askedText}
		>
			<Button
				small
				id="refuse"
				onClick={() => {
					onRefused();
					void answer("RefuseTakeOver");
				}}
			>
				{words.stayHere}
			</Button>
			<Button small kind="quiet" id="hand-over" onClick={() => void answer("HandOver")}>
				{words.handOver}
			</Button>
			<span role="timer" className="digits">
				{left}
			</span>
		</Banner>
	);
}

function NewLink({ session }: { session: Session }) {
	const { studio: words } = useWords();
	const [url, setUrl] = useState("");
	const [state, setState] = useState<"" | "busy" | "copied" | "closed">("");
	if (state === "closed") return null;
	const renew = () => {
		setState("busy");
		session
			.call("RenewLink", { Tab: session.tab })
			.then((made) => setUrl(made.Url))
			.catch(() => {})
			.finally(() => setState(""));
	};
	const copy = () => navigator.clipboard.writeText(url).then(() => setState("copied"));
	return (
		<Banner calm icon={<Unlink size={20} />} {...(url ? words.newLinkMade : words.newLink)}>
			{url ? (
				<Button small id="copy-host-link" onClick={copy}>
					{state === "copied" ? <Check size={16} /> : <Copy size={16} />}
					{state === "copied" ? words.copied : words.copyHostLink}
				</Button>
			) : (
				<Button small id="renew-link" busy={state === "busy"} onClick={renew}>
					{words.makeNewLink}
				</Button>
			)}
			<Button small kind="quiet" id="close-renewal" onClick={() => setState("closed")}>
				{words.close}
			</Button>
		</Banner>
	);
}

/** Whether the seat was lost from here and came back. */
function useTakenBack(view: View): boolean {
	const [back, setBack] = useState(false);
	const seen = useRef<"" | "had" | "lost">("");
	const { Mine } = view.Seat;
	useEffect(() => {
		if (Mine && seen.current === "lost") setBack(true);
		if (Mine) seen.current = "had";
		else if (seen.current === "had") seen.current = "lost";
	}, [Mine]);
	return back;
}
