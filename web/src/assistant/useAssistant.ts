import { useCallback, useMemo, useState } from "react";
import type { View } from "../net/types";
import type { Session } from "../net/useSession";
import { roomsBlocked } from "../stage/blocked";
import { tellOf } from "../stage/crew";
import { useGuests } from "../stage/useGuests";
import { useLayers } from "../stage/useLayers";
import { useProgramView } from "../stage/useProgramView";
import { useRoom } from "../stage/useRoom";
import { assistantState } from "./assistantState";

/** The list shows small faces, and the program is a picture of its own. */
const NONE = () => 0;

/** Join what the assistant's page needs: the stage, where nobody sees the assistant, and the program's picture. */
export function useAssistant(session: Session, view: View) {
	const { call, tab, base, moved } = session;
	const state = assistantState(view);
	const here = state !== "ended" && !moved;
	const live = state === "live";
	const stage = useRoom(here ? view.Identities.Stage : "", base, async () => (await call("ConnectStage", { Tab: tab })).Token);
	const seen = useGuests(view, stage, here);
	useLayers(stage.room, NONE);
	const program = useProgramView(base, view.Publisher, here && live, async () => {
		return (await call("ConnectProgramView", { Tab: tab })).Token;
	});
	const tell = useMemo(() => tellOf({ call, tab }), [call, tab]);
	const [latest, setLatest] = useState("");
	const remove = useCallback(
		(SessionId: string) => {
			setLatest(SessionId);
			void tell("RemoveGuest", { SessionId });
		},
		[tell],
	);
	const forget = useCallback(() => setLatest(""), []);
	const prompt = useCallback(
		(Text: string) =>
			call("PromptHost", { Tab: tab, Text }).then(
				() => true,
				() => false,
			),
		[call, tab],
	);
	return {
		state,
		here,
		live,
		stage,
		blocked: roomsBlocked(session, here ? [stage] : []),
		program,
		tell,
		remove,
		latest,
		forget,
		prompt,
		...seen,
	};
}

export type AssistantParts = ReturnType<typeof useAssistant>;
