import type { Tab } from "../usePlace";
import type { LinkRole } from "./useLinks";
import type { Finding } from "./useShow";

/** The words of the page of one show. */
interface ShowWords {
	tabs: Record<Tab, string>;
	tabsOf: string;
	started: (clock: string) => string;
	noPicture: string;
	pictureOf: (name: string) => string;
	code: string;
	hideCode: string;
	codeOf: Record<"host" | "guest" | "watch", string>;
	doorOff: string;
	makeGuest: string;
	doorsFailed: string;
	well: { title: string; all: string; findings: Record<Finding, string> };
	watching: { title: string; most: (people: number) => string; none: string };
	stage: { title: string; onAir: string; backstage: string; waiting: string; seat: string; since: (time: string) => string };
	more: { title: string; copy: string; copyName: (name: string) => string; remove: string; question: string; type: string };
	removeNow: string;
	keep: string;
	links: {
		text: string;
		make: string;
		role: string;
		name: string;
		nameHint: string;
		until: string;
		uses: string;
		usesHint: string;
		making: string;
		made: string;
		none: string;
		more: string;
		anybody: string;
		/** `when`: a link was made then. It tells links of one person apart. */
		madeAt: (when: string) => string;
		whose: (role: string, name: string, when: string) => string;
		forever: string;
		to: (when: string) => string;
		from: (when: string) => string;
		used: (uses: number, most: number) => string;
		lastUse: (when: string) => string;
		never: string;
		states: Record<string, string>;
		copy: string;
		copied: string;
		copyOf: (name: string) => string;
		off: string;
		offOf: (name: string) => string;
		everyone: string;
		on: string;
		onOf: (name: string) => string;
		offQuestion: string;
		renew: Record<LinkRole, string>;
		renewQuestion: Record<LinkRole, string>;
		renewNow: string;
		notAllowed: string;
	};
	details: {
		show: string;
		cover: string;
		coverHint: string;
		fixedTime: string;
		save: string;
		saved: string;
		settings: string;
		/** `value`: the server's own, "" when it is not known. */
		byServer: (value: string) => string;
		blocks: Record<string, Record<string, { label: string; values: Record<string, string> }>>;
		yes: string;
		no: string;
		design: string;
		scenes: (scenes: number) => string;
		firstDesign: string;
		revision: (revision: number) => string;
		tooNew: string;
		copyFrom: string;
		choose: string;
		copyNow: string;
		copyHint: string;
		copied: string;
	};
}

const zh: ShowWords = {
	tabs: { overview: "概况", links: "链接", recordings: "录像", details: "资料" },
	tabsOf: "这场直播的页面",
	started: (clock) => `直播中 ${clock}`,
	noPicture: "还没有画面",
	pictureOf: (name) => `${name} 的最近画面`,
	code: "二维码",
	hideCode: "收起二维码",
	codeOf: { host: "主播链接的二维码", guest: "嘉宾链接的二维码", watch: "观看链接的二维码" },
	doorOff: "这个链接已停用。可以在“链接”里恢复或换新。",
	makeGuest: "生成新的嘉宾链接",
	doorsFailed: "链接没有加载出来。",
	well: {
		title: "一切正常吗",
		all: "一切正常。",
		findings: {
			EngineAway: "媒体服务没有响应，现在没法直播。",
			NoPicture: "主播已开播，但画面还没有送到。",
			HostAway: "主播的页面没有打开，观众看到的是封面。",
			NoHost: "还没有主播进来。",
			ServerFull: "这台服务器已满，新的观众进不来。",
			NoHttps: "服务器地址不是 https，浏览器不会给摄像头。",
		},
	},
	watching: { title: "在看", most: (people) => `最多时 ${people} 人`, none: "还没有播过。" },
	stage: {
		title: "谁在里面",
		onAir: "在画面里",
		backstage: "后台",
		waiting: "还没连麦",
		seat: "主播",
		since: (time) => `${time} 起`,
	},
	more: {
		title: "这场直播",
		copy: "复制一场",
		copyName: (name) => `${name}（副本）`,
		remove: "删除直播",
		question: "删除后，所有链接都会失效，里面的人会离开。没法恢复。",
		type: "请输入直播的名字来确认",
	},
	removeNow: "删除",
	keep: "不删",
	links: {
		text: "打开这场直播的每个链接，以及它现在怎样。",
		make: "新链接",
		role: "给谁",
		name: "名字",
		nameHint: "不填的话，嘉宾进来时自己填。",
		until: "有效期到",
		uses: "最多用几次",
		usesHint: "不填就不限次数。",
		making: "生成链接",
		made: "链接好了，发给对方吧：",
		none: "还没有链接。",
		more: "再看一些",
		anybody: "拿到链接的人",
		madeAt: (when) => `${when}生成`,
		whose: (role, name, when) => `${role} · ${name}，${when}生成`,
		forever: "一直有效",
		to: (when) => `到 ${when}`,
		from: (when) => `${when} 起`,
		used: (uses, most) => (most ? `用过 ${uses} / ${most} 次` : `用过 ${uses} 次`),
		lastUse: (when) => `最近 ${when}`,
		never: "没用过",
		states: {
			open: "可用",
			early: "还没到时间",
			"used-up": "次数用完",
			expired: "已过期",
			revoked: "已停用",
			rotated: "已换新",
			blocked: "有人被移出，已停用",
		},
		copy: "复制",
		copied: "已复制",
		copyOf: (name) => `复制链接：${name}`,
		off: "停用",
		offOf: (name) => `停用链接：${name}`,
		everyone: "停用，并请由此进来的人离开",
		on: "恢复",
		onOf: (name) => `恢复链接：${name}`,
		offQuestion: "停用后，谁都不能再用这个链接进来。",
		renew: { host: "换新所有主播链接", guest: "换新所有嘉宾链接", assistant: "换新所有助教链接" },
		renewQuestion: {
			host: "现有的主播链接和口令都会失效。已经进来的主播不受影响。",
			guest: "现有的嘉宾链接都会失效。已经进来的嘉宾不受影响。",
			assistant: "现有的助教链接和密码都会失效。已经进来的助教不受影响。",
		},
		renewNow: "换新",
		notAllowed: "你的角色看不到链接。",
	},
	details: {
		show: "基本信息",
		cover: "封面图片的地址",
		coverHint: "开播前和主播离开时，观众看到它。",
		fixedTime: "直播中不能改开始时间。",
		save: "保存",
		saved: "已保存",
		settings: "设置",
		byServer: (value) => (value ? `跟服务器一样（${value}）` : "跟服务器一样"),
		blocks: {
			Guests: { Mode: { label: "嘉宾连麦后", values: { "on-air": "直接进画面", backstage: "先在后台", ask: "先等你放行" } } },
			Picture: { Size: { label: "画面大小", values: { server: "服务器的大小" } } },
			Delivery: { WebrtcViewers: { label: "实时观看人数上限（-1：不限，超出的观众稍有延迟）", values: {} } },
			Chat: {
				On: { label: "聊天", values: {} },
				Review: { label: "评论先审后发", values: {} },
				SlowSeconds: { label: "同一观众发言间隔（秒）", values: {} },
				Links: { label: "评论中允许链接", values: {} },
				Questions: { label: "提问", values: {} },
				AnonymousQuestions: { label: "允许匿名提问", values: {} },
				Reactions: { label: "表情互动", values: {} },
			},
			Recording: {
				On: { label: "录制直播", values: {} },
				OnlineAtEnd: { label: "结束后自动上线回放", values: {} },
				KeepDays: { label: "回放保留天数（0：一直保留）", values: {} },
				Download: { label: "观众可以下载回放", values: {} },
			},
			WatchPage: { Indexed: { label: "搜索引擎可以收录观看页", values: {} } },
			Access: { Watermark: { label: "画面上显示观众名字的水印", values: {} } },
		},
		yes: "是",
		no: "否",
		design: "场景和素材",
		scenes: (scenes) => `${scenes} 个场景`,
		firstDesign: "还没有改过，用的是最初的样子。",
		revision: (revision) => `第 ${revision} 版`,
		tooNew: "这份设计由更新的版本写成，这里看不了。",
		copyFrom: "从另一场复制",
		choose: "选一场直播",
		copyNow: "复制过来",
		copyHint: "现在的场景和素材会被替换。",
		copied: "已复制",
	},
};

const en: ShowWords = {
	tabs: { overview: "Overview", links: "Links", recordings: "Recordings", details: "Details" },
	tabsOf: "Pages of this show",
	started: (clock) => `On air ${clock}`,
	noPicture: "No picture yet",
	pictureOf: (name) => `The latest picture of ${name}`,
	code: "QR code",
	hideCode: "Hide the code",
	codeOf: { host: "QR code of the host link", guest: "QR code of the guest link", watch: "QR code of the watch link" },
	doorOff: "This link is off. Under Links you can turn it on or make a new one.",
	makeGuest: "Make a new guest link",
	doorsFailed: "The links did not load.",
	well: {
		title: "Is all well",
		all: "All is well.",
		findings: {
			EngineAway: "The media engine does not answer. Nobody can go on air now.",
			NoPicture: "The host is live, but no picture arrives.",
			HostAway: "The host’s page is not open. Viewers see the cover.",
			NoHost: "No host is in yet.",
			ServerFull: "This server is full. New viewers cannot come in.",
			NoHttps: "The server’s address is not https, so browsers give no camera.",
		},
	},
	watching: { title: "Watching", most: (people) => `${people} at most`, none: "Never on air so far." },
	stage: {
		title: "Who is in",
		onAir: "on air",
		backstage: "backstage",
		waiting: "not on stage yet",
		seat: "host",
		since: (time) => `since ${time}`,
	},
	more: {
		title: "This show",
		copy: "Duplicate",
		copyName: (name) => `${name} (copy)`,
		remove: "Delete show",
		question: "All links stop working, and everybody who is in leaves. This cannot be undone.",
		type: "Type the name of the show to confirm",
	},
	removeNow: "Delete",
	keep: "Keep it",
	links: {
		text: "Every link that opens this show, and its state now.",
		make: "New link",
		role: "For",
		name: "Name",
		nameHint: "Without one, guests write their own.",
		until: "Works until",
		uses: "Most uses",
		usesHint: "Leave it empty for any number.",
		making: "Make the link",
		made: "The link is ready. Send it:",
		none: "No links yet.",
		more: "Show more",
		anybody: "Anybody with the link",
		madeAt: (when) => `Made ${when}`,
		whose: (role, name, when) => `${role} · ${name}, made ${when}`,
		forever: "Always works",
		to: (when) => `Until ${when}`,
		from: (when) => `From ${when}`,
		used: (uses, most) => (most ? `${uses} of ${most} uses` : `${uses} ${uses === 1 ? "use" : "uses"}`),
		lastUse: (when) => `last ${when}`,
		never: "Never used",
		states: {
			open: "Works",
			early: "Not yet",
			"used-up": "Used up",
			expired: "Expired",
			revoked: "Off",
			rotated: "Replaced",
			blocked: "Off: a person was removed",
		},
		copy: "Copy",
		copied: "Copied",
		copyOf: (name) => `Copy the link of ${name}`,
		off: "Turn off",
		offOf: (name) => `Turn off the link of ${name}`,
		everyone: "Turn off and remove its people",
		on: "Turn on",
		onOf: (name) => `Turn on the link of ${name}`,
		offQuestion: "Nobody comes in by this link any more.",
		renew: { host: "Replace all host links", guest: "Replace all guest links", assistant: "Replace all assistant links" },
		renewQuestion: {
			host: "All host links and join codes stop working. Hosts who are in stay.",
			guest: "All guest links stop working. Guests who are in stay.",
			assistant: "All assistant links and passwords stop working. Assistants who are in stay.",
		},
		renewNow: "Replace them",
		notAllowed: "Your role does not show links.",
	},
	details: {
		show: "The show",
		cover: "Address of the cover picture",
		coverHint: "Viewers see it before the show, and while the host is away.",
		fixedTime: "The start cannot change while the show is on air.",
		save: "Save",
		saved: "Saved",
		settings: "Settings",
		byServer: (value) => (value ? `As the server (${value})` : "As the server"),
		blocks: {
			Guests: {
				Mode: {
					label: "Guests who join are",
					values: { "on-air": "on air at once", backstage: "backstage first", ask: "waiting until let in" },
				},
			},
			Picture: { Size: { label: "Size of the picture", values: { server: "the server’s size" } } },
			Delivery: {
				WebrtcViewers: { label: "Most viewers in real time (-1: no limit)", values: {} },
			},
			Chat: {
				On: { label: "Chat", values: {} },
				Review: { label: "Review messages before they show", values: {} },
				SlowSeconds: { label: "Seconds between two messages of a viewer", values: {} },
				Links: { label: "Links in messages", values: {} },
				Questions: { label: "Questions", values: {} },
				AnonymousQuestions: { label: "Questions without a name", values: {} },
				Reactions: { label: "Reactions", values: {} },
			},
			Recording: {
				On: { label: "Record the show", values: {} },
				OnlineAtEnd: { label: "Put the replay online when the show ends", values: {} },
				KeepDays: { label: "Days to keep a replay (0: until it is deleted)", values: {} },
				Download: { label: "Viewers may download the replay", values: {} },
			},
			WatchPage: { Indexed: { label: "Search engines may list the watch page", values: {} } },
			Access: { Watermark: { label: "Show the viewer’s name over the picture", values: {} } },
		},
		yes: "Yes",
		no: "No",
		design: "Scenes and sources",
		scenes: (scenes) => `${scenes} ${scenes === 1 ? "scene" : "scenes"}`,
		firstDesign: "Nobody changed it yet. It is the first design of every show.",
		revision: (revision) => `revision ${revision}`,
		tooNew: "A newer release wrote this design, so it cannot be read here.",
		copyFrom: "Copy from another show",
		choose: "Choose a show",
		copyNow: "Copy it here",
		copyHint: "It replaces the scenes and sources of this show.",
		copied: "Copied",
	},
};

export const showWords = { zh, en };
