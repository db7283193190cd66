import { ApiError, send } from "../net/call";
import type { ChatRules, Message, Question } from "../net/talk";
import type { Session } from "../net/useSession";

interface Calls {
	EnterChat: [object, { UserName: string }];
	SetChatName: [{ UserName: string }, { UserName: string }];
	SendMessage: [{ Text: string; Nonce: string }, { Message: Message }];
	GetMessages: [{ Before: number; Count: number }, { Messages: Message[] }];
	AskQuestion: [{ Text: string; Anonymous: boolean; Nonce: string }, { Question: Question }];
	VoteQuestion: [{ Id: number; Vote: boolean }, { Votes: number }];
	React: [{ Kind: string }, object];
	ShowMessage: [{ Id: number }, object];
	HideMessage: [{ Id: number }, object];
	DeleteMessage: [{ Id: number }, object];
	PinMessage: [{ Id: number }, object];
	Announce: [{ Text: string }, object];
	EmptyChat: [object, object];
	SilencePerson: [{ UserId: number; Silenced: boolean }, object];
	ListSilenced: [object, { People: { UserId: number; UserName: string }[] }];
	SetChat: [Partial<Omit<ChatRules, "Pinned" | "Announcement">> & { Words?: string[] }, object];
	GetChatWords: [object, { Words: string[] }];
	AnswerQuestion: [{ Id: number; Answered: boolean }, object];
	PutQuestionOnScreen: [{ Id: number; OnScreen: boolean }, object];
	ShowQuestion: [{ Id: number }, object];
	DeleteQuestion: [{ Id: number }, object];
}

/** Make one call about the conversation. Throws what a call throws (net/call.ts). */
export type Ask = <Name extends keyof Calls>(action: Name, body: Calls[Name][0]) => Promise<Calls[Name][1]>;

/** How a reader takes part. */
export interface Door {
	ask: Ask;
	/** The reader is a host or an assistant. */
	crew: boolean;
}

/** Return the door of a viewer. A browser without a pass gets one at its first call, before the show too. */
export function viewerDoor(base: string): Door {
	const once = ((action, body) => send(`${base}/call/${action}`, body)) as Ask;
	const ask: Ask = async (action, body) => {
		try {
			return await once(action, body);
		} catch (error) {
			if (!(error instanceof ApiError) || error.code !== "PassNeeded") throw error;
			await once("EnterChat", {});
			return once(action, body);
		}
	};
	return { ask, crew: false };
}

/** Return the door of a host or an assistant. */
export function crewDoor({ call }: Pick<Session, "call">): Door {
	return { ask: call as unknown as Ask, crew: true };
}
