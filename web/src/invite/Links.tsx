import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { uiWords } from "../ui/words";
import { AssistantList } from "./AssistantList";
import css from "./Invite.module.css";
import { InviteLink, InviteRow } from "./InviteRow";
import { useInvites } from "./useInvites";
import { inviteWords } from "./words";

interface Props {
	session: Session;
	view: View;
}

/** Show the kinds of people that a host brings along. */
export default function Links({ session, view }: Props) {
	const words = useWords(inviteWords);
	const { tryAgain } = useWords(uiWords);
	const state = useInvites(session);
	const { invites, failed, load } = state;
	return (
		<>
			{failed && (
				<Banner icon={<TriangleAlert size={20} />} {...words.failed}>
					{!invites && (
						<Button small onClick={load}>
							{tryAgain}
						</Button>
					)}
				</Banner>
			)}
			<Kind {...words.guest}>{invites && <InviteRow id="guest-link" invite={invites.Guest} state={state} />}</Kind>
			<Kind {...words.viewers}>
				<InviteLink id="watch-link" kind="viewers" url={view.Activity.ViewUrl} qr={invites?.WatchQr ?? []} />
			</Kind>
			<Kind {...words.assistant}>
				{invites && <InviteRow id="assistant-link" invite={invites.Assistant} state={state} />}
				<AssistantList session={session} assistants={view.Assistants} onRemoved={load} />
			</Kind>
			<Kind {...words.host}>{invites && <InviteRow id="second-host-link" invite={invites.Host} state={state} />}</Kind>
		</>
	);
}

function Kind({ title, text, children }: { title: string; text: string; children: ReactNode }) {
	return (
		<section className={css.row}>
			<h2>{title}</h2>
			<p>{text}</p>
			{children}
		</section>
	);
}
