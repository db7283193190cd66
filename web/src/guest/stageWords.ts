interface Told {
	cause: string;
	cure: string;
}

/** The guest's page on the stage. */
interface GuestStageWords {
	notLive: string;
	/** The host brought the guest in before the show began. */
	seenSoon: string;
	seen: string;
	backstage: string;
	connecting: string;
	reconnecting: string;
	/** LiveKit's rating of the guest's own connection. */
	network: Record<"good" | "weak" | "lost", string>;
	whatViewersSee: string;
	programComing: string;
	faces: string;
	you: string;
	host: (name: string) => string;
	waitHost: Told;
	known: (host: string) => Told;
	/** The host talks to this guest alone. */
	aside: (host: string, onAir: boolean) => Told;
	quiet: string;
	yourScreenSeen: string;
	yourScreenHidden: string;
	screenSeen: (name: string) => string;
	shareRefused: Told;
	raiseHand: string;
	leave: string;
	/** The lines that a host writes to guests. */
	lines: string;
	toAll: string;
	toYou: string;
	muted: Told;
	cameraOff: Told;
	askedToUnmute: Told;
	unmute: string;
	notArriving: Told;
	soundOnly: Record<"offered" | "on" | "needless", Told>;
	takeSoundOnly: string;
	giveBack: string;
}

const zh: GuestStageWords = {
	notLive: "还没开播",
	seenSoon: "开播后观众就看得到你",
	seen: "观众看得到你",
	backstage: "观众看不到你",
	connecting: "正在连接…",
	reconnecting: "正在重新连接…",
	network: { good: "网络正常", weak: "网络较差", lost: "网络断了" },
	whatViewersSee: "观众现在看到的画面",
	programComing: "画面马上就来",
	faces: "连麦的人",
	you: "你",
	host: (name) => (name ? `${name}，主播` : "主播"),
	waitHost: { cause: "主播还没来", cure: "页面开着就好，主播一到就能互相看到。" },
	known: (host) => ({ cause: `${host || "主播"}已经知道你来了`, cure: "请稍等。" }),
	aside: (host, onAir) => ({
		cause: `${host || "主播"}在单独和你说话`,
		cure: onAir ? "只有你听得到主播。你说的话，观众听得到。" : "只有你听得到主播。你说的话，连麦的人都听得到。",
	}),
	quiet: "还没和你说话",
	yourScreenSeen: "观众在看你的屏幕",
	yourScreenHidden: "观众还看不到你的屏幕",
	screenSeen: (name) => `观众在看${name}的屏幕`,
	shareRefused: { cause: "系统没有允许共享屏幕", cure: "在系统设置的“屏幕录制”里允许这个浏览器，再试一次。" },
	raiseHand: "举手",
	leave: "退出连麦",
	lines: "主播的话，观众看不到",
	toAll: "给所有嘉宾",
	toYou: "只给你",
	muted: { cause: "主播把你静音了", cure: "现在别人听不到你。主播取消后，你再打开麦克风。" },
	cameraOff: { cause: "主播关了你的摄像头", cure: "现在别人看不到你。主播取消后，你再打开摄像头。" },
	askedToUnmute: { cause: "主播请你打开麦克风", cure: "轮到你说话了。" },
	unmute: "打开麦克风",
	notArriving: { cause: "你的画面和声音都没有传出去", cure: "请刷新页面。还不行，就换一个网络或关闭 VPN。" },
	soundOnly: {
		offered: { cause: "你的网络较差", cure: "只用声音会更清楚：不发也不收画面。" },
		on: { cause: "现在只有声音", cure: "你的摄像头关着，也收不到别人的画面。" },
		needless: { cause: "网络恢复了", cure: "现在只有声音，可以恢复画面了。" },
	},
	takeSoundOnly: "只用声音",
	giveBack: "恢复画面",
};

const en: GuestStageWords = {
	notLive: "Not on air yet",
	seenSoon: "Viewers see you once the show is on",
	seen: "Viewers see you",
	backstage: "Viewers don’t see you",
	connecting: "Connecting…",
	reconnecting: "Reconnecting…",
	network: { good: "Good connection", weak: "Weak connection", lost: "Connection lost" },
	whatViewersSee: "What viewers see now",
	programComing: "The picture comes in a moment",
	faces: "People on the stage",
	you: "You",
	host: (name) => (name ? `${name}, host` : "Host"),
	waitHost: { cause: "The host isn’t here yet", cure: "Keep this page open. You’ll see each other as soon as the host comes." },
	known: (host) => ({ cause: `${host || "The host"} knows you’re here`, cure: "One moment." }),
	aside: (host, onAir) => ({
		cause: `Only you hear ${host || "the host"} now`,
		cure: onAir ? "Viewers still hear what you say." : "Everybody on the stage still hears what you say.",
	}),
	quiet: "Not talking to you yet",
	yourScreenSeen: "Viewers see your screen",
	yourScreenHidden: "Viewers don’t see your screen yet",
	screenSeen: (name) => `Viewers see ${name}’s screen`,
	shareRefused: {
		cause: "Your system is blocking screen sharing",
		cure: "Allow this browser under “Screen Recording” in the system settings, then try again.",
	},
	raiseHand: "Raise hand",
	leave: "Leave",
	lines: "From the host. Viewers don’t read this",
	toAll: "To all guests",
	toYou: "To you alone",
	muted: { cause: "The host muted you", cure: "Nobody hears you now. You can unmute once the host allows it." },
	cameraOff: {
		cause: "The host turned your camera off",
		cure: "Nobody sees you now. You can turn it on once the host allows it.",
	},
	askedToUnmute: { cause: "The host asks you to unmute", cure: "It’s your turn to talk." },
	unmute: "Unmute",
	notArriving: {
		cause: "Neither your picture nor your sound gets through",
		cure: "Reload this page. If that doesn’t help, try another network or turn off your VPN.",
	},
	soundOnly: {
		offered: { cause: "Your connection is weak", cure: "Sound alone is clearer: no pictures out, and none in." },
		on: { cause: "Sound only", cure: "Your camera is off, and you get no pictures of the others." },
		needless: { cause: "Your connection is good again", cure: "You have sound only. You can have the pictures back." },
	},
	takeSoundOnly: "Sound only",
	giveBack: "Pictures back",
};

export const guestStageWords = { zh, en };
