/** The panel that has the chat and the questions. */
interface TalkWords {
	talk: string;
	chat: string;
	questions: string;
	open: (count: number) => string;
}

const zh: TalkWords = {
	talk: "聊天和提问",
	chat: "聊天",
	questions: "提问",
	open: (count) => `${count} 个待回答`,
};

const en: TalkWords = {
	talk: "Chat and questions",
	chat: "Chat",
	questions: "Questions",
	open: (count) => `${count} without an answer`,
};

export const talkWords = { zh, en };
