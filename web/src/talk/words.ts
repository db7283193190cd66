/** The panel that has the chat and the questions. */
interface TalkWords {
	talk: string;
	chat: string;
	questions: string;
	open: (count: number) => string;
	asItWas: string;
}

const zh: TalkWords = {
	talk: "聊天和提问",
	chat: "聊天",
	questions: "提问",
	open: (count) => `${count} 个待回答`,
	asItWas: "直播已经结束，这里是当时的内容。",
};

const en: TalkWords = {
	talk: "Chat and questions",
	chat: "Chat",
	questions: "Questions",
	open: (count) => `${count} without an answer`,
	asItWas: "The show is over. This is how it was.",
};

export const talkWords = { zh, en };
