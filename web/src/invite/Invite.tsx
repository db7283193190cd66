import { UserPlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Button } from "../ui/Button";
import { useLoaded } from "../ui/useLoaded";
import { uiWords } from "../ui/words";
import css from "./Invite.module.css";

/** A host on air may have lost the network. The studio goes on then, and the next opening tries again. */
const links = () => import("./Links").catch(() => ({ default: NotLoaded }));

/** Buttons elsewhere in the page open the dialog by this id. */
export const INVITE_PANEL = "invite-panel";

interface Props {
	session: Session;
	view: View;
}

function NotLoaded(_: Props) {
	return <p role="alert">{useWords(uiWords).notLoaded}</p>;
}

/** The button that opens the dialog with the links for other people. The page behind stays in use. */
export function Invite({ session, view }: Props) {
	const words = useWords(uiWords);
	const [shown, setShown] = useState(false);
	const Links = useLoaded(shown ? links : null);
	const panel = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (shown) panel.current?.focus();
	}, [shown]);
	return (
		<>
			<Button small id="invite" aria-haspopup="dialog" popoverTarget={INVITE_PANEL}>
				<UserPlus size={16} />
				<span>{words.invite}</span>
			</Button>
			<div
				ref={panel}
				id={INVITE_PANEL}
				popover="auto"
				role="dialog"
				aria-label={words.invite}
				tabIndex={-1}
				className={css.panel}
				onToggle={(event) => setShown(event.newState === "open")}
			>
				{shown && Links && <Links session={session} view={view} />}
			</div>
		</>
	);
}
