/** The door of a show that not everybody may watch. */
interface DoorWords {
	title: string;
	password: string;
	enter: string;
	wrong: string;
	slower: string;
	failed: string;
	signIn: string;
	signInText: string;
	signInFailed: string;
	again: string;
	listTitle: string;
	listText: string;
	notListedTitle: string;
	notListedText: string;
	bannedTitle: string;
	bannedText: string;
}

const zh: DoorWords = {
	title: "这场直播需要验证",
	password: "观看密码",
	enter: "进入直播",
	wrong: "密码不对，请检查大小写，或者问问邀请你的人。",
	slower: "尝试次数太多，请一分钟后再试。",
	failed: "没有连上服务器，请再试一次。",
	signIn: "用公司账号登录",
	signInText: "登录后会自动回到这里。",
	signInFailed: "登录没有成功或已过期，请重新登录。",
	again: "查看帮助",
	listTitle: "仅限受邀账号观看",
	listText: "请从发出邀请的页面重新进入。",
	notListedTitle: "你的账号不能观看这场直播",
	notListedText: "你的账号不在观看名单中。请联系主办方添加。",
	bannedTitle: "你暂时不能观看这场直播",
	bannedText: "主办方限制了你的观看。如有疑问，请联系主办方。",
};

const en: DoorWords = {
	title: "This show is for invited viewers",
	password: "Password",
	enter: "Watch",
	wrong: "The password is wrong. Check capital letters, or ask the person who invited you.",
	slower: "Too many attempts. Try again in a minute.",
	failed: "The server did not answer. Try again.",
	signIn: "Sign in at your company",
	signInText: "You come back here after you sign in.",
	signInFailed: "The sign-in did not work, or it is too old. Sign in again.",
	again: "Get help",
	listTitle: "For invited accounts",
	listText: "Open the show again from the page that invited you.",
	notListedTitle: "Your account may not watch this show",
	notListedText: "Your account is not on the list of viewers. Ask the organizer to add you.",
	bannedTitle: "You may not watch this show",
	bannedText: "The organizer has restricted your access. Ask the organizer if you have questions.",
};

export const doorWords = { zh, en };
