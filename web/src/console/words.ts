import type { PageName } from "./usePlace";

/** The words of the console. */
interface ConsoleWords {
	console: string;
	opening: string;
	busy: string;
	signIn: string;
	signInText: string;
	name: string;
	password: string;
	byPasskey: string;
	noAdmin: { title: string; text: string };
	lostPassword: string;
	link: { title: string; known: (name: string) => string; made: string; yourName: string; go: string };
	linkGone: { title: string; text: string };
	wayIn: { title: string; text: string; passkey: string; password: string; later: string };
	refused: Record<
		| "WrongPassword"
		| "WrongPasskey"
		| "tooMany"
		| "weak"
		| "taken"
		| "name"
		| "ahead"
		| "past"
		| "input"
		| "gone"
		| "denied"
		| "lastOwner"
		| "lastWayIn"
		| "many"
		| "changed"
		| "failed",
		string
	>;
	shows: string;
	nav: Record<PageName | "more", string>;
	account: string;
	signOut: string;
	signOutAll: string;
	first: { title: string; text: string; try: string; trial: string };
	newShow: string;
	title: string;
	starts: string;
	make: string;
	cancel: string;
	find: string;
	nothing: string;
	filter: string;
	filters: Record<"all" | "live" | "next" | "replay" | "over", string>;
	pages: { label: string; range: (from: number, to: number, all: number) => string; before: string; after: string };
	groups: Record<"live" | "next" | "over", string>;
	onAir: string;
	coming: string;
	over: string;
	noTime: string;
	open: string;
	openStudio: string;
	endShow: string;
	endQuestion: string;
	endNow: string;
	keepOn: string;
	doors: Record<"host" | "guest" | "watch", { title: string; text: string }>;
	copy: string;
	copyOf: Record<"host" | "guest" | "watch", string>;
	watching: (people: number) => string;
	nobody: string;
	roles: Record<string, string>;
	gone: string;
	back: string;
	notAllowed: string;
	notYours: string;
	you: (name: string, role: string) => string;
	adminRoles: Record<string, string>;
	setPassword: string;
	changePassword: string;
	oldPassword: string;
	newPassword: string;
	passwordRule: string;
	saved: string;
	passkeys: string;
	addPasskey: string;
	noPasskeysHere: string;
	remove: string;
	browsers: string;
	here: string;
	ways: Record<string, string>;
	signedInAt: (when: string) => string;
}

const zh: ConsoleWords = {
	console: "控制台",
	opening: "马上就好。",
	busy: "现在连不上，正在自动重试。",
	signIn: "登录",
	signInText: "登录后可以新建直播、拿到链接、看谁在里面。",
	name: "名字",
	password: "密码",
	byPasskey: "用通行密钥登录",
	noAdmin: { title: "还没有管理员", text: "在服务器上运行 kaibo admin link，然后打开它给出的链接。" },
	lostPassword: "忘了密码？在服务器上运行 kaibo admin link，会得到一个新的登录链接。",
	link: {
		title: "欢迎来到控制台",
		known: (name) => `这个链接让 ${name} 登录，只能用一次。`,
		made: "这个链接会把你加为管理员，只能用一次。",
		yourName: "你的名字",
		go: "进入",
	},
	linkGone: { title: "这个登录链接不能用了", text: "它用过了，或者超过了一小时。在服务器上运行 kaibo admin link 可以得到新的。" },
	wayIn: {
		title: "下次怎么登录？",
		text: "登录链接只能用一次。请选一种登录方式。",
		passkey: "用通行密钥（指纹、面容或安全密钥）",
		password: "用密码",
		later: "以后再说",
	},
	refused: {
		WrongPassword: "名字或密码不对。",
		WrongPasskey: "这个通行密钥打不开。请再试一次，或者用密码。",
		tooMany: "输错太多次了。请过一分钟再试，或者用通行密钥。",
		weak: "这个密码不行。至少 12 个字符，也别太好猜。",
		taken: "已经有同名的管理员了，换一个名字吧。",
		name: "这个名字不能用：它是空的、太长，或者有看不见的字符。",
		ahead: "请选一个以后的时间。",
		past: "这个时间已经过了。请选一个以后的时间，或者不填。",
		input: "有一项填得不对，请改一下再试。",
		gone: "它已经不在了。请刷新页面。",
		denied: "你的角色不能做这件事。请找所有者。",
		lastOwner: "这是最后一个所有者。请先让别人也当所有者。",
		lastWayIn: "这是你唯一的登录方式。请先添加另一个通行密钥或密码。",
		many: "已经到上限了。请先删掉不用的。",
		changed: "别人刚刚改过。请刷新页面再改。",
		failed: "没有成功，请再试一次。",
	},
	shows: "直播",
	nav: {
		people: "参与者",
		audit: "审计日志",
		servers: "服务器",
		settings: "设置",
		keys: "访问密钥",
		admins: "管理员",
		account: "我的账号",
		more: "更多",
	},
	account: "我的账号",
	signOut: "退出登录",
	signOutAll: "退出所有浏览器",
	first: {
		title: "来建第一场直播",
		text: "写个名字就行。会得到三个链接：给主播、给嘉宾、给观众。",
		try: "马上试一试",
		trial: "试播",
	},
	newShow: "新建",
	title: "名字",
	starts: "开始时间",
	make: "建好",
	cancel: "取消",
	find: "找一场",
	nothing: "没有符合的直播。",
	filter: "筛选",
	filters: { all: "全部", live: "直播中", next: "未开始", replay: "有回放", over: "已结束" },
	pages: { label: "翻页", range: (from, to, all) => `第 ${from}–${to} 场，共 ${all} 场`, before: "上一页", after: "下一页" },
	groups: { live: "正在直播", next: "接下来", over: "结束的" },
	onAir: "直播中",
	coming: "未开始",
	over: "已结束",
	noTime: "没定时间",
	open: "打开",
	openStudio: "进直播间",
	endShow: "结束直播",
	endQuestion: "结束这场直播吗？主播会离开直播间，观众会看到已结束。",
	endNow: "结束",
	keepOn: "继续播",
	doors: {
		host: { title: "主播链接", text: "打开就能开播，只给主播" },
		guest: { title: "嘉宾链接", text: "拿到就能连麦，自己填名字" },
		watch: { title: "观看链接", text: "发给所有观众" },
	},
	copy: "复制",
	copyOf: { host: "复制主播链接", guest: "复制嘉宾链接", watch: "复制观看链接" },
	watching: (people) => `${people} 人在看`,
	nobody: "现在没有人。",
	roles: { host: "主播", guest: "嘉宾", assistant: "助教" },
	gone: "没有这场直播，可能已经删除了。",
	back: "所有直播",
	notAllowed: "你的角色看不到这些链接。",
	notYours: "你的角色看不到这一页。请找所有者。",
	you: (name, role) => `${name}，${role}`,
	adminRoles: { owner: "所有者", operator: "操作员", viewer: "只看" },
	setPassword: "设置密码",
	changePassword: "修改密码",
	oldPassword: "现在的密码",
	newPassword: "新密码",
	passwordRule: "至少 12 个字符。几个词连在一起就很好。",
	saved: "已保存",
	passkeys: "通行密钥",
	addPasskey: "添加通行密钥",
	noPasskeysHere: "通行密钥需要 https 和域名，这个地址用不了。",
	remove: "删除",
	browsers: "登录的浏览器",
	here: "这里",
	ways: { link: "登录链接", password: "密码", passkey: "通行密钥" },
	signedInAt: (when) => `${when} 登录`,
};

const en: ConsoleWords = {
	console: "Console",
	opening: "Just a moment.",
	busy: "Can’t connect right now. Retrying automatically.",
	signIn: "Sign in",
	signInText: "Then you can make shows, get their links, and see who is in.",
	name: "Name",
	password: "Password",
	byPasskey: "Sign in with a passkey",
	noAdmin: { title: "There is no admin yet", text: "On the server, run: kaibo admin link. Then open the link that it prints." },
	lostPassword: "Lost the password? On the server, run kaibo admin link. It prints a new sign-in link.",
	link: {
		title: "Welcome to the console",
		known: (name) => `This link signs ${name} in. It works once.`,
		made: "This link makes you an admin. It works once.",
		yourName: "Your name",
		go: "Go in",
	},
	linkGone: {
		title: "This sign-in link no longer works",
		text: "It was used, or it is older than an hour. On the server, run kaibo admin link for a new one.",
	},
	wayIn: {
		title: "How will you sign in next time?",
		text: "The sign-in link worked once. Choose a way to sign in.",
		passkey: "With a passkey (fingerprint, face or security key)",
		password: "With a password",
		later: "Later",
	},
	refused: {
		WrongPassword: "The name or the password is wrong.",
		WrongPasskey: "This passkey does not open the console. Try again, or use a password.",
		tooMany: "Too many wrong passwords. Wait a minute, or use a passkey.",
		weak: "This password does not fit. Use 12 characters or more that are hard to guess.",
		taken: "Another admin has this name. Choose another one.",
		name: "This name is empty, too long, or has characters that nobody sees. Please change it.",
		ahead: "Choose a time that is still to come.",
		past: "This time has passed. Choose a later one, or leave it empty.",
		input: "One of the fields has a wrong value. Change it and try again.",
		gone: "It is no longer there. Please reload the page.",
		denied: "Your role may not do this. Ask an owner.",
		lastOwner: "This is the last owner. Make another admin an owner first.",
		lastWayIn: "This is your only way to sign in. Add another passkey or a password first.",
		many: "There are as many as there may be. Delete some that nobody uses.",
		changed: "Another person just changed this. Reload the page, then change it again.",
		failed: "That did not work. Please try again.",
	},
	shows: "Shows",
	nav: {
		people: "People",
		audit: "Audit log",
		servers: "Servers",
		settings: "Settings",
		keys: "Access keys",
		admins: "Admins",
		account: "My account",
		more: "More",
	},
	account: "My account",
	signOut: "Sign out",
	signOutAll: "Sign out everywhere",
	first: {
		title: "Make your first show",
		text: "A title is enough. You get three links: for the host, for guests, for viewers.",
		try: "Try it now",
		trial: "Trial show",
	},
	newShow: "New show",
	title: "Title",
	starts: "Starts",
	make: "Make the show",
	cancel: "Cancel",
	find: "Find a show",
	nothing: "No show fits.",
	filter: "Show only",
	filters: { all: "All", live: "On air", next: "Coming up", replay: "Replays", over: "Over" },
	pages: { label: "Pages", range: (from, to, all) => `${from}–${to} of ${all}`, before: "Previous", after: "Next" },
	groups: { live: "On air now", next: "Coming up", over: "Over" },
	onAir: "On air",
	coming: "Coming up",
	over: "Over",
	noTime: "No time set",
	open: "Open",
	openStudio: "Open studio",
	endShow: "End show",
	endQuestion: "End this show? The host leaves the studio, and viewers see that it is over.",
	endNow: "End it",
	keepOn: "Keep it on air",
	doors: {
		host: { title: "Host link", text: "Opens the studio. Only for the host" },
		guest: { title: "Guest link", text: "Guests come on stage and tell their name" },
		watch: { title: "Watch link", text: "For all viewers" },
	},
	copy: "Copy",
	copyOf: { host: "Copy host link", guest: "Copy guest link", watch: "Copy watch link" },
	watching: (people) => `${people} watching`,
	nobody: "Nobody is in now.",
	roles: { host: "Host", guest: "Guest", assistant: "Assistant" },
	gone: "There is no such show. It may be deleted.",
	back: "All shows",
	notAllowed: "Your role does not show these links.",
	notYours: "Your role does not show this page. Ask an owner.",
	you: (name, role) => `${name}, ${role}`,
	adminRoles: { owner: "owner", operator: "operator", viewer: "viewer" },
	setPassword: "Set a password",
	changePassword: "Change the password",
	oldPassword: "Present password",
	newPassword: "New password",
	passwordRule: "12 characters or more. A few words together are good.",
	saved: "Saved",
	passkeys: "Passkeys",
	addPasskey: "Add a passkey",
	noPasskeysHere: "Passkeys need https and a host name. This address has neither.",
	remove: "Remove",
	browsers: "Signed-in browsers",
	here: "this one",
	ways: { link: "sign-in link", password: "password", passkey: "passkey" },
	signedInAt: (when) => `since ${when}`,
};

export const consoleWords = { zh, en };
