/** The line in the studio that opens the conversation. */
interface StudioTalkWords {
	talk: string;
	news: (count: number) => string;
}

const zh: StudioTalkWords = {
	talk: "聊天和提问",
	news: (count) => `${count} 条新的`,
};

const en: StudioTalkWords = {
	talk: "Chat and questions",
	news: (count) => `${count} new`,
};

export const studioTalkWords = { zh, en };
