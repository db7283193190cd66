/** The questions, as viewers and the crew see them. */
interface QuestionWords {
	questions: string;
	empty: string;
	off: string;
	ask: string;
	hint: string;
	anonymous: string;
	nobody: string;
	order: string;
	byVotes: string;
	byTime: string;
	vote: (votes: number) => string;
	answered: string;
	onScreen: string;
	held: string;
	hidden: string;
	sent: string;
	sentHeld: string;
}

const zh: QuestionWords = {
	questions: "提问",
	empty: "还没有人提问，你来第一个。",
	off: "主播关闭了提问。",
	ask: "提问",
	hint: "想问什么？",
	anonymous: "匿名提问",
	nobody: "匿名",
	order: "排序",
	byVotes: "最多人想问",
	byTime: "最新",
	vote: (votes) => `我也想问 ${votes}`,
	answered: "已回答",
	onScreen: "正在画面上",
	held: "等待审核",
	hidden: "只有作者自己看得到",
	sent: "问题已经提出。",
	sentHeld: "问题已经提出，审核后大家会看到。",
};

const en: QuestionWords = {
	questions: "Questions",
	empty: "Nobody has asked yet. Be the first.",
	off: "The host turned questions off.",
	ask: "Ask a question",
	hint: "What would you like to ask?",
	anonymous: "Ask without my name",
	nobody: "Anonymous",
	order: "Order",
	byVotes: "Most votes",
	byTime: "Newest",
	vote: (votes) => `I want to know this too ${votes}`,
	answered: "Answered",
	onScreen: "On screen",
	held: "Waiting for review",
	hidden: "Only the author sees it",
	sent: "Your question is in.",
	sentHeld: "Your question is in. Others see it after the review.",
};

export const questionWords = { zh, en };
