/** The host's and the assistants' part of the conversation. */
interface CrewTalkWords {
	more: (name: string) => string;
	moreOfQuestion: string;
	show: string;
	hide: string;
	remove: string;
	pin: string;
	unpin: string;
	silence: string;
	unsilence: string;
	/** For the author of an anonymous question. */
	silenceNameless: string;
	unsilenceNameless: string;
	nobody: (number: number) => string;
	banAskNameless: string;
	banNameless: string;
	silenced: string;
	ban: string;
	unban: string;
	banned: string;
	banAsk: (name: string) => string;
	banText: string;
	banNow: string;
	banKeep: string;
	onScreen: string;
	offScreen: string;
	answered: string;
	notAnswered: string;
	held: (count: number) => string;
	failed: string;
	settings: string;
	settingsTitle: string;
	switches: Record<"On" | "Questions" | "AnonymousQuestions" | "Reactions" | "Review" | "Links", string>;
	slow: string;
	slowOff: string;
	slowSeconds: (seconds: number) => string;
	words: string;
	wordsHint: string;
	announcement: string;
	save: string;
	saved: string;
	silencedPeople: string;
	bannedPeople: string;
	empty: string;
	emptyAsk: string;
	emptyNow: string;
	keep: string;
	close: string;
}

const zh: CrewTalkWords = {
	more: (name) => `处理 ${name} 的消息`,
	moreOfQuestion: "管理这个提问",
	show: "通过",
	hide: "隐藏",
	remove: "删除",
	pin: "置顶",
	unpin: "取消置顶",
	silence: "禁言",
	unsilence: "解除禁言",
	silenceNameless: "隐藏此人之后的匿名提问",
	unsilenceNameless: "恢复显示此人的匿名提问",
	nobody: (number) => `匿名 ${number % 10_000}`,
	banAskNameless: "要把这位提问者移出直播间吗？",
	banNameless: "不会透露对方的身份。",
	silenced: "已禁言",
	ban: "移出直播间…",
	unban: "允许再次观看",
	banned: "已移出直播间",
	banAsk: (name) => `要把 ${name} 移出直播间吗？`,
	banText: "对方会立刻离开，不能再观看和发言。之后可以在聊天设置里恢复。",
	banNow: "移出",
	banKeep: "取消",
	onScreen: "放到画面上",
	offScreen: "从画面撤下",
	answered: "标为已回答",
	notAnswered: "标为未回答",
	held: (count) => `待审核 ${count}`,
	failed: "操作没有成功，请再试一次。",
	settings: "聊天设置",
	settingsTitle: "聊天和提问的设置",
	switches: {
		On: "聊天",
		Questions: "提问",
		AnonymousQuestions: "可以匿名提问",
		Reactions: "回应",
		Review: "消息先审核，再给大家看",
		Links: "消息里可以有链接",
	},
	slow: "慢速模式：每人两条消息之间",
	slowOff: "不限制",
	slowSeconds: (seconds) => `${seconds} 秒`,
	words: "屏蔽词",
	wordsHint: "一行一个。带这些词的消息只有作者自己看得到。",
	announcement: "公告",
	save: "保存",
	saved: "已保存",
	silencedPeople: "被禁言的人",
	bannedPeople: "被移出直播间的人",
	empty: "清空聊天…",
	emptyAsk: "要删除所有消息吗？不能恢复。",
	emptyNow: "全部删除",
	keep: "不删",
	close: "完成",
};

const en: CrewTalkWords = {
	more: (name) => `Actions for ${name}’s message`,
	moreOfQuestion: "Actions for this question",
	show: "Show to all",
	hide: "Hide",
	remove: "Delete",
	pin: "Pin",
	unpin: "Unpin",
	silence: "Silence",
	unsilence: "Let speak again",
	silenceNameless: "Hide their later anonymous questions",
	unsilenceNameless: "Show their anonymous questions again",
	nobody: (number) => `Anonymous ${number % 10_000}`,
	banAskNameless: "Ban the person who asked this?",
	banNameless: "You will not learn who it is.",
	silenced: "Silenced",
	ban: "Ban from the show…",
	unban: "Let watch again",
	banned: "Banned",
	banAsk: (name) => `Ban ${name} from this show?`,
	banText: "They leave at once, and can no longer watch or write. You can undo it in the chat’s settings.",
	banNow: "Ban",
	banKeep: "Cancel",
	onScreen: "Put on screen",
	offScreen: "Take off screen",
	answered: "Mark answered",
	notAnswered: "Mark as open",
	held: (count) => `${count} to review`,
	failed: "That did not work. Please try again.",
	settings: "Chat settings",
	settingsTitle: "Settings of chat and questions",
	switches: {
		On: "Chat",
		Questions: "Questions",
		AnonymousQuestions: "Questions without a name",
		Reactions: "Reactions",
		Review: "Review messages before others see them",
		Links: "Links in messages",
	},
	slow: "Slow mode: time between two messages of one person",
	slowOff: "No limit",
	slowSeconds: (seconds) => `${seconds} s`,
	words: "Blocked words",
	wordsHint: "One on each line. Only its author sees a message with one of them.",
	announcement: "Announcement",
	save: "Save",
	saved: "Saved",
	silencedPeople: "Silenced people",
	bannedPeople: "Banned people",
	empty: "Empty the chat…",
	emptyAsk: "Delete all messages? They can’t be brought back.",
	emptyNow: "Delete all",
	keep: "Keep them",
	close: "Done",
};

export const crewTalkWords = { zh, en };
