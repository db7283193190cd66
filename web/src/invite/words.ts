import type { InvitedRole } from "./useInvites";

interface Who {
	title: string;
	text: string;
}

/** The links that a host gives to other people. */
interface InviteWords {
	guest: Who;
	viewers: Who;
	assistant: Who;
	host: Who;
	link: Record<InvitedRole | "viewers", string>;
	copy: string;
	copyOf: Record<InvitedRole | "viewers", string>;
	qr: Record<InvitedRole | "viewers", string>;
	scan: string;
	turnOff: string;
	turnOffOf: Record<InvitedRole, string>;
	question: string;
	/** `people` came in by the link. */
	stay: (people: number) => string;
	keep: string;
	off: string;
	offAll: string;
	isOff: string;
	blocked: string;
	make: string;
	makeOf: Record<InvitedRole, string>;
	making: string;
	/** The assistants who are in. */
	assistants: string;
	unnamed: string;
	away: string;
	remove: string;
	removeOf: (name: string) => string;
	removeQuestion: (name: string) => string;
	keepPerson: string;
	failed: { cause: string; cure: string };
}

const zh: InviteWords = {
	guest: { title: "嘉宾，一起连麦", text: "拿到链接就能连麦，自己填名字" },
	viewers: { title: "观众，看直播", text: "发给所有人" },
	assistant: { title: "助教，帮你管嘉宾", text: "放人进来、静音、给嘉宾写提示，观众看不到助教" },
	host: { title: "另一位主播", text: "和你一样能主持，只给信得过的人" },
	link: { guest: "嘉宾链接", assistant: "助教链接", viewers: "观看链接", host: "主播链接" },
	copy: "复制",
	copyOf: { guest: "复制嘉宾链接", assistant: "复制助教链接", viewers: "复制观看链接", host: "复制另一位主播的链接" },
	qr: { guest: "嘉宾链接的二维码", assistant: "助教链接的二维码", viewers: "观看链接的二维码", host: "另一位主播的二维码" },
	scan: "用手机扫这个二维码",
	turnOff: "停用",
	turnOffOf: { guest: "停用嘉宾链接", assistant: "停用助教链接", host: "停用另一位主播的链接" },
	question: "要停用这个链接吗？",
	stay: (people) => (people ? `新的人进不来了。已有 ${people} 人用它进来过，可以留下，也可以一起请出。` : "谁也不能再用它进来。"),
	keep: "不停用",
	off: "停用",
	offAll: "停用并全部请出",
	isOff: "链接已停用。需要时再生成一个新的。",
	blocked: "有人被请出，所以这个链接停用了。可以生成一个新的。",
	make: "生成链接",
	makeOf: { guest: "生成链接，给嘉宾", assistant: "生成链接，给助教", host: "生成链接，给另一位主播" },
	making: "正在生成…",
	assistants: "在场的助教",
	unnamed: "助教",
	away: "暂时不在",
	remove: "请出",
	removeOf: (name) => `请出${name}`,
	removeQuestion: (name) => `要请出${name}吗？对方用过的链接会停用，用同一链接进来的其他人也会离开。`,
	keepPerson: "留下",
	failed: { cause: "没有成功", cure: "请再试一次。" },
};

const en: InviteWords = {
	guest: { title: "Guests come on stage", text: "Everybody with this link can join. They tell their name" },
	viewers: { title: "Viewers watch the show", text: "Send it to everybody" },
	assistant: {
		title: "Assistants mind the guests",
		text: "They let people in, mute them and write to them. Viewers never see them",
	},
	host: { title: "A second host", text: "Runs the show as you do, only for people you trust" },
	link: { guest: "Guest link", assistant: "Assistant link", viewers: "Watch link", host: "Host link" },
	copy: "Copy",
	copyOf: {
		guest: "Copy guest link",
		assistant: "Copy assistant link",
		viewers: "Copy watch link",
		host: "Copy the second host’s link",
	},
	qr: {
		guest: "QR code of the guest link",
		assistant: "QR code of the assistant link",
		viewers: "QR code of the watch link",
		host: "QR code of the second host’s link",
	},
	scan: "Scan this code with a phone",
	turnOff: "Turn off",
	turnOffOf: {
		guest: "Turn off the guest link",
		assistant: "Turn off the assistant link",
		host: "Turn off the second host’s link",
	},
	question: "Turn off this link?",
	stay: (people) =>
		people
			? `Nobody new gets in. ${people === 1 ? "1 person" : `${people} people`} came in with it. They can stay, or be removed too.`
			: "Nobody can use it any more.",
	keep: "Keep it",
	off: "Turn off",
	offAll: "Turn off, remove all",
	isOff: "This link is off. Make a new one when you need it.",
	blocked: "A person was removed, so this link is off. You can make a new one.",
	make: "Make a link",
	makeOf: { guest: "Make a link for guests", assistant: "Make a link for assistants", host: "Make a link for a second host" },
	making: "Making it…",
	assistants: "Assistants who are in",
	unnamed: "Assistant",
	away: "away",
	remove: "Remove",
	removeOf: (name) => `Remove ${name}`,
	removeQuestion: (name) => `Remove ${name}? Their link is turned off, and others who came in with it leave too.`,
	keepPerson: "Keep them",
	failed: { cause: "That didn’t work", cure: "Please try again." },
};

export const inviteWords = { zh, en };
