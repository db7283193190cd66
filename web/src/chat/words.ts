import type { Cause } from "./refusal";

/** The chat, as viewers and the crew see it. */
interface ChatWords {
	messages: string;
	empty: string;
	off: string;
	message: string;
	sayAs: (name: string) => string;
	saySomething: string;
	send: string;
	waits: (seconds: number) => string;
	left: (count: number) => string;
	tooLong: (count: number) => string;
	over: string;
	host: string;
	assistant: string;
	you: string;
	sending: string;
	held: string;
	/** For the crew. */
	heldByCrew: string;
	hidden: string;
	newer: (count: number) => string;
	toNewest: string;
	earlier: string;
	noEarlier: string;
	pinned: string;
	name: string;
	nameTaken: string;
	saveName: string;
	changeName: string;
	cancel: string;
	refused: Record<Cause, string>;
}

const zh: ChatWords = {
	messages: "聊天消息",
	empty: "还没有人说话，打个招呼吧。",
	off: "主播关闭了聊天。",
	message: "留言",
	sayAs: (name) => `以“${name}”的名字说…`,
	saySomething: "说点什么…",
	send: "发送",
	waits: (seconds) => `${seconds} 秒`,
	left: (count) => `还能写 ${count} 个字`,
	tooLong: (count) => `多了 ${count} 个字`,
	over: "太长了。",
	host: "主播",
	assistant: "助教",
	you: "我",
	sending: "正在发送…",
	held: "等待审核，现在只有你看得到",
	heldByCrew: "等待审核，观众还看不到",
	hidden: "已隐藏，只有作者看得到",
	newer: (count) => (count ? `${count} 条新消息` : "回到最新"),
	toNewest: "回到最新消息",
	earlier: "更早的消息",
	noEarlier: "暂时读不到更早的消息，请再试一次。",
	pinned: "置顶",
	name: "你的名字",
	nameTaken: "这个名字是主播或助教的，请换一个。",
	saveName: "就用这个名字",
	changeName: "改名字",
	cancel: "取消",
	refused: {
		slow: "慢速模式：过一会儿才能再发。",
		fast: "发得太快了，请稍等。",
		links: "这里不能发链接。",
		off: "主播刚刚关闭了这里。",
		taken: "这个名字是主播或助教的，请换一个。",
		name: "名字里有不能用的字符，请改一下。",
		text: "里面有不能用的字符，请改一下。",
		away: "没有发出去，连不上服务器。内容还在，请再试一次。",
		failed: "没有发出去，请再试一次。",
	},
};

const en: ChatWords = {
	messages: "Chat messages",
	empty: "Nobody has said anything yet. Say hello.",
	off: "The host turned the chat off.",
	message: "Message",
	sayAs: (name) => `Say something as ${name}…`,
	saySomething: "Say something…",
	send: "Send",
	waits: (seconds) => `${seconds} s`,
	left: (count) => `${count} letters left`,
	tooLong: (count) => `${count} letters too many`,
	over: "Too long.",
	host: "Host",
	assistant: "Assistant",
	you: "You",
	sending: "Sending…",
	held: "Waiting for review. Only you see it",
	heldByCrew: "Waiting for review. Viewers don’t see it yet",
	hidden: "Hidden. Only its author sees it",
	newer: (count) => (count ? `${count} new` : "Back to the newest"),
	toNewest: "Back to the newest message",
	earlier: "Earlier messages",
	noEarlier: "Earlier messages could not be read. Try again.",
	pinned: "Pinned",
	name: "Your name",
	nameTaken: "This name is a host’s or an assistant’s. Please choose another one.",
	saveName: "Use this name",
	changeName: "Change your name",
	cancel: "Cancel",
	refused: {
		slow: "Slow mode: you can send again in a moment.",
		fast: "That was too fast. Please wait a moment.",
		links: "Links are not allowed here.",
		off: "The host has just turned this off.",
		taken: "This name is a host’s or an assistant’s. Please choose another one.",
		name: "Some letters of the name cannot be used. Please change them.",
		text: "Some of these letters cannot be used. Please change them.",
		away: "Not sent: the server can’t be reached. Your text is still here. Try again.",
		failed: "Not sent. Please try again.",
	},
};

export const chatWords = { zh, en };
