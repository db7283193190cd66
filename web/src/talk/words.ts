/** The panel that has the chat and the questions. */
interface TalkWords {
	talk: string;
	chat: string;
	questions: string;
	open: (count: number) => string;
	settings: string;
}

const zh: TalkWords = {
	talk: "聊天和提问",
	chat: "聊天",
	questions: "提问",
	open: (count) => `${count} 个待回答`,
	settings: "聊天设置",
};

const en: TalkWords = {
	talk: "Chat and questions",
	chat: "Chat",
	questions: "Questions",
	open: (count) => `${count} without an answer`,
	settings: "Chat settings",
};

export const talkWords = { zh, en };
