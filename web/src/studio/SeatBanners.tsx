import { MonitorSmartphone, Unlink } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { CopyButton } from "../ui/CopyButton";
import { useCountdown } from "../ui/useCountdown";
import { uiWords } from "../ui/words";
import { studioWords } from "./words";

interface Props {
	session: Session;
	view: View;
}

/** Shows the "new link" offer: on request, or after the host refused or reversed a takeover. */
interface Renewal {
	renewing: boolean;
	onRenewing: (on: boolean) => void;
}

/** Ask the host about a takeover, and offer a new link, so that a link that spread stops working. */
export function SeatBanners({ session, view, renewing, onRenewing }: Props & Renewal) {
	const [url, setUrl] = useState("");
	useTakenBack(view, () => onRenewing(true));
	const { Asked, Mine } = view.Seat;
	if (!Mine) return null;
	if (Asked && !Asked.Mine) return <Question session={session} view={view} onRefused={() => onRenewing(true)} />;
	return renewing && <NewLink session={session} url={url} onMade={setUrl} onClose={() => onRenewing(false)} />;
}

function Question({ session, view, onRefused }: Props & { onRefused: () => void }) {
	const words = useWords(studioWords);
	const common = useWords(uiWords);
	const { Browser = "", System = "", SecondsLeft = 0 } = view.Seat.Asked ?? {};
	const left = useCountdown(SecondsLeft);
	const answer = (action: "RefuseTakeOver" | "HandOver") => session.call(action, { Tab: session.tab }).catch(() => {});
	return (
		<Banner
			icon={<MonitorSmartphone size={20} />}
			cause={words.askedTitle(common.device(Browser, System) || common.elsewhere)}
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

interface Made {
	session: Session;
	/** The link that was made since the page was opened; "" before. */
	url: string;
	onMade: (url: string) => void;
	onClose: () => void;
}

function NewLink({ session, url, onMade, onClose }: Made) {
	const words = useWords(studioWords);
	const [state, setState] = useState<"" | "busy" | "failed">("");
	const renew = () => {
		setState("busy");
		session
			.call("RenewLink", { Tab: session.tab })
			.then((link) => {
				onMade(link.Url);
				setState("");
			})
			.catch(() => setState("failed"));
	};
	const text = state === "failed" ? words.failed : url ? words.newLinkMade : words.newLink;
	return (
		<Banner calm icon={<Unlink size={20} />} {...text}>
			{url ? (
				<CopyButton small id="copy-host-link" text={url} label={words.copyHostLink} />
			) : (
				<Button small id="renew-link" busy={state === "busy"} onClick={renew}>
					{words.makeNewLink}
				</Button>
			)}
			<Button small kind="quiet" id="close-renewal" onClick={onClose}>
				{words.close}
			</Button>
		</Banner>
	);
}

/** Call `back` when the seat returns to the page that lost it. */
function useTakenBack(view: View, back: () => void): void {
	const seen = useRef<"" | "had" | "lost">("");
	const { Mine } = view.Seat;
	useEffect(() => {
		if (Mine && seen.current === "lost") back();
		if (Mine) seen.current = "had";
		else if (seen.current === "had") seen.current = "lost";
	});
}
