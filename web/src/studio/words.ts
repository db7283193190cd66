import { OTHER_DEVICE } from "../ui/words";

interface Ready {
	title: string;
	text: string;
}

/** The host's page. `device` is “Chrome on Windows”, `since` a time of day. */
interface StudioWords {
	asHost: (name: string) => string;
	onlyYou: string;
	onAir: string;
	airGoesOn: string;
	viewers: string;
	notHere: string;
	over: string;
	copyWatch: string;
	edit: string;
	more: string;
	theme: string;
	themes: Record<"system" | "light" | "dark", string>;
	willSee: string;
	seeNow: string;
	picture: string;
	good: string;
	weak: string;
	reconnecting: string;
	goLive: string;
	goLiveAgain: string;
	goLiveWithout: Record<"sound" | "both", string>;
	silence: Record<"sound" | "both", { title: string; text: string }>;
	notYet: string;
	/** `size` is “360p”. */
	lowered: { cause: string; cure: (size: string) => string };
	backOnAir: string;
	goingLive: string;
	endShow: string;
	ending: string;
	endQuestion: string;
	endWatching: (viewers: number) => string;
	keepGoing: string;
	devicesOff: string;
	nobodyOnStage: string;
	offline: { cause: string; cure: string };
	/** Above the line that an assistant wrote. */
	prompt: string;
	noMedia: { cause: string; cure: string };
	failed: { cause: string; cure: string };
	takenTitle: string;
	takenLiveTitle: string;
	takenText: (device: string, since: string) => string;
	openingTitle: string;
	openingText: (device: string) => string;
	awayTitle: string;
	awayText: (device: string) => string;
	takeOver: string;
	takeBackTitle: string;
	takeBackText: (device: string) => string;
	takeBackFor: (seconds: number) => string;
	takeBack: string;
	takingOver: string;
	askingTitle: (device: string) => string;
	askingText: string;
	refusedTitle: string;
	refusedText: (device: string) => string;
	askAgain: string;
	waitText: (seconds: number) => string;
	contested: string;
	askedTitle: (device: string) => string;
	askedText: string;
	stayHere: string;
	handOver: string;
	newLink: { cause: string; cure: string };
	newLinkMade: { cause: string; cure: string };
	makeNewLink: string;
	copyHostLink: string;
	movedTitle: string;
	movedText: string;
	bringBack: string;
	endedTitle: string;
	numbers: Record<"seconds" | "watched" | "most", string>;
	ready: {
		devices: Record<"both" | "mic" | "camera" | "opening" | "none", Ready>;
		guests: Ready;
		viewers: Ready;
		earlier: Ready;
		recorded: Ready;
		choose: string;
		guestLink: string;
		watchLink: string;
		unseen: string;
	};
	nameText: string;
	saveName: string;
	draft: Record<"cause" | "cure" | "drop" | "show", string>;
	undo: string;
	redo: string;
	keys: string;
	switching: string;
	switches: Record<"cut" | "fade", string>;
	close: string;
}

const zh: StudioWords = {
	asHost: (name) => (name ? `${name}，主播` : "你是主播"),
	onlyYou: "还没开播",
	edit: "编辑场景",
	onAir: "直播中",
	airGoesOn: "直播没有中断，观众仍能看到和听到你。点“再试一次”，控制台就会回来。",
	viewers: "观众",
	notHere: "这里没有在播",
	over: "已结束",
	copyWatch: "复制观看链接",
	more: "更多",
	theme: "外观",
	themes: { system: "跟随系统", light: "浅色", dark: "深色" },
	willSee: "开播后观众看到的画面",
	seeNow: "观众现在看到的画面",
	picture: "观众看到的画面",
	good: "网络良好",
	weak: "网络不稳",
	reconnecting: "正在重新连接，观众会看到封面",
	goLive: "开播",
	goLiveAgain: "再次开播",
	goLiveWithout: { sound: "不带声音开播", both: "不带声音和画面开播" },
	silence: {
		sound: { title: "要不带声音开播吗？", text: "没有麦克风可用，观众听不到你。" },
		both: { title: "要不带声音和画面开播吗？", text: "没有麦克风和摄像头可用，观众听不到也看不到你。" },
	},
	notYet: "先不开播",
	lowered: { cause: "这台电脑有点吃力", cure: (size) => `观众暂时看到 ${size} 的画面。关掉其他程序会好一些，之后自动恢复。` },
	backOnAir: "回到直播",
	goingLive: "正在开播…",
	endShow: "结束直播",
	ending: "正在结束…",
	endQuestion: "要结束直播吗？",
	endWatching: (viewers) =>
		viewers
			? `有 ${viewers.toLocaleString("zh-CN")} 位观众在看。他们会看到“直播已经结束”。`
			: "现在没有观众在看。之后来的人会看到“直播已经结束”。",
	keepGoing: "继续直播",
	devicesOff: "摄像头和麦克风已关闭。",
	nobodyOnStage: "台上没有嘉宾。",
	prompt: "助教提醒你",
	offline: { cause: "暂时连不上服务器", cure: "画面照常播出，正在自动重试。" },
	noMedia: { cause: "音视频服务暂时连不上", cure: "正在自动重试，不用做什么。" },
	failed: { cause: "操作没有成功", cure: "请再试一次。" },
	takenTitle: "直播间正在另一台设备上",
	takenLiveTitle: "你正在另一台设备上直播",
	takenText: (device, since) => `${device}，${since} 起。这里的摄像头和麦克风已关闭。`,
	openingTitle: "正在打开直播间…",
	openingText: (device) => `${device}上的直播间已断开。如果几秒内没有回来，就在这里打开。`,
	awayTitle: "另一台设备上的直播间已断开",
	awayText: (device) => `${device}已经离开，现在就可以改在这里直播。`,
	takeOver: "改在这里直播",
	takeBackTitle: "直播转到了另一台设备",
	takeBackText: (device) => `这里没有回答，所以转到了${device}。`,
	takeBackFor: (seconds) => `${seconds} 秒内可以马上拿回来，不用再问。`,
	takeBack: "拿回来",
	takingOver: "正在切换…",
	askingTitle: (device) => `正在问${device}`,
	askingText: "对方有 10 秒可以拒绝。没有回答，就转到这里。",
	refusedTitle: "那边想继续主持",
	refusedText: (device) => `${device}已拒绝。这里的摄像头和麦克风仍然关着。`,
	askAgain: "再问一次",
	waitText: (seconds) => `刚才已经问过两次，${seconds} 秒后可以再问。`,
	contested: "另一台设备正在问，请稍等再试。",
	askedTitle: (device) => `${device}想接着主持`,
	askedText: "10 秒内不回答，就转到那边。",
	stayHere: "留在这里",
	handOver: "交给对方",
	newLink: { cause: "别人拿到了你的链接？", cure: "换一个新链接，旧的马上停用。用旧链接进来的其他主播会被请出，你留在直播里。" },
	newLinkMade: { cause: "旧链接已停用", cure: "下次用这个新链接进来。请只给该主持的人。" },
	makeNewLink: "换新链接",
	copyHostLink: "复制新链接",
	movedTitle: "已转到另一个标签页",
	movedText: "直播间在这个浏览器的另一个标签页里。这里的摄像头和麦克风已关闭。",
	bringBack: "回到这里",
	endedTitle: "直播结束，辛苦了",
	numbers: { seconds: "时长", watched: "人看过", most: "最多同时在看" },
	ready: {
		devices: {
			both: { title: "摄像头、麦克风正常", text: "说句话，下面的音量条会动" },
			mic: { title: "麦克风正常", text: "没有画面，观众会看到你的名字" },
			camera: { title: "摄像头正常", text: "没有声音，观众听不到你" },
			opening: { title: "正在打开摄像头和麦克风", text: "浏览器询问时，请选“允许”" },
			none: { title: "还没有画面和声音", text: "接上摄像头和麦克风就能用" },
		},
		guests: { title: "请人一起连麦", text: "可以不请，对方不用注册" },
		viewers: { title: "告诉观众", text: "开播前他们在这页等" },
		recorded: { title: "本场直播会被录制", text: "录在服务器上，结束后可以看回放" },
		earlier: { title: "沿用往期的样子", text: "场景、文字和图片都带过来" },
		choose: "选择",
		guestLink: "嘉宾链接",
		watchLink: "观看链接",
		unseen: "按“开播”之前，谁都看不到你。",
	},
	nameText: "嘉宾和观众会看到这个名字。",
	saveName: "保存",
	draft: { cause: "只有你看到这些改动。", cure: "观众看到的还是原来的画面。", drop: "放弃", show: "换给观众看" },
	undo: "撤销",
	redo: "重做",
	switching: "切换场景时",
	switches: { cut: "直接切换", fade: "淡入淡出" },
	keys: "快捷键",
	close: "关闭",
};

/** Name a device at the start of a sentence; “iOS” stays as it is. */
const first = (device: string) => (device === OTHER_DEVICE ? "Another device" : device);

const en: StudioWords = {
	asHost: (name) => (name ? `${name}, host` : "You’re the host"),
	onlyYou: "Only you see this",
	edit: "Edit scene",
	onAir: "On air",
	airGoesOn: "The show goes on: viewers still see and hear you. Try again to bring the controls back.",
	viewers: "Viewers",
	notHere: "Not on air here",
	over: "Show over",
	copyWatch: "Copy watch link",
	more: "More",
	theme: "Appearance",
	themes: { system: "Like the system", light: "Light", dark: "Dark" },
	willSee: "What viewers will see",
	seeNow: "What viewers see now",
	picture: "What viewers see",
	good: "Good connection",
	weak: "Weak connection",
	reconnecting: "Reconnecting. Viewers see the cover",
	goLive: "Go live",
	goLiveAgain: "Go live again",
	goLiveWithout: { sound: "Go live without sound", both: "Go live without sound and picture" },
	silence: {
		sound: { title: "Go live without sound?", text: "No microphone works here, so viewers won’t hear you." },
		both: {
			title: "Go live without sound and picture?",
			text: "No microphone and no camera work here, so viewers will neither hear nor see you.",
		},
	},
	notYet: "Not yet",
	lowered: {
		cause: "Your computer can’t keep up",
		cure: (size) => `Viewers get ${size} for now. Close other programs to help. The full picture comes back by itself.`,
	},
	backOnAir: "Back on air",
	goingLive: "Going live…",
	endShow: "End show",
	ending: "Ending…",
	endQuestion: "End the show?",
	endWatching: (viewers) =>
		viewers
			? `${viewers === 1 ? "1 person is" : `${viewers.toLocaleString("en")} people are`} watching. They will see that the show is over.`
			: "Nobody is watching right now. People who come later will see that the show is over.",
	keepGoing: "Keep going",
	devicesOff: "Camera and microphone are off.",
	nobodyOnStage: "No guest is on stage.",
	prompt: "Your assistant writes",
	offline: { cause: "The server can’t be reached", cure: "Your picture goes on. Retrying automatically." },
	noMedia: { cause: "Picture and sound can’t be sent right now", cure: "Retrying automatically. You don’t have to do anything." },
	failed: { cause: "That didn’t work", cure: "Please try again." },
	takenTitle: "The studio is open on another device",
	takenLiveTitle: "You’re on air from another device",
	takenText: (device, since) => `${first(device)}, since ${since}. Your camera and microphone are off here.`,
	openingTitle: "Opening the studio…",
	openingText: (device) => `The studio on ${device} was closed. If it doesn’t come back in a few seconds, it opens here.`,
	awayTitle: "The other studio was closed",
	awayText: (device) => `${first(device)} is no longer in the studio. You can take over here now.`,
	takeOver: "Take over here",
	takeBackTitle: "Another device took over",
	takeBackText: (device) => `This device did not answer, so hosting moved to ${device}.`,
	takeBackFor: (seconds) => `For ${seconds} s you can take it back at once, without asking.`,
	takeBack: "Take it back",
	takingOver: "Taking over…",
	askingTitle: (device) => `Asking ${device}`,
	askingText: "They have 10 seconds to decline. If they don’t answer, you take over.",
	refusedTitle: "They want to keep hosting there",
	refusedText: (device) => `${first(device)} declined. Your camera and microphone stay off here.`,
	askAgain: "Ask again",
	waitText: (seconds) => `You asked twice just now. You can ask again in ${seconds} s.`,
	contested: "Another device is asking right now. Try again in a moment.",
	askedTitle: (device) => `${first(device)} wants to host instead`,
	askedText: "If you don’t answer in 10 seconds, hosting moves to that device.",
	stayHere: "Stay here",
	handOver: "Hand over",
	newLink: {
		cause: "Does someone else have your link?",
		cure: "Make a new one. The old link stops at once. Other hosts who used it are removed, and you stay on.",
	},
	newLinkMade: { cause: "The old link is off", cure: "Come back with this new link. Give it only to people who should host." },
	makeNewLink: "Make a new link",
	copyHostLink: "Copy the new link",
	movedTitle: "Moved to another tab",
	movedText: "The studio is in another tab of this browser. Your camera and microphone are off here.",
	bringBack: "Bring it back here",
	endedTitle: "Show over. Well done.",
	numbers: { seconds: "on air", watched: "watched", most: "at most at once" },
	ready: {
		devices: {
			both: { title: "Camera and microphone work", text: "Say something: the bar below should move" },
			mic: { title: "The microphone works", text: "Without a picture viewers see your name" },
			camera: { title: "The camera works", text: "Without a microphone viewers don’t hear you" },
			opening: { title: "Opening camera and microphone", text: "If your browser asks, choose Allow" },
			none: { title: "No picture and no sound yet", text: "Plug in a camera and a microphone" },
		},
		guests: { title: "Bring someone along", text: "Optional. They need no account" },
		viewers: { title: "Tell your viewers", text: "They wait on this page until you start" },
		recorded: { title: "This show is recorded", text: "On the server, for the replay" },
		earlier: { title: "Use the look of an earlier show", text: "Its scenes, texts and pictures" },
		choose: "Choose",
		guestLink: "Guest link",
		watchLink: "Watch link",
		unseen: "Nobody sees you before you press “Go live”.",
	},
	nameText: "Guests and viewers see this name.",
	saveName: "Save",
	draft: { cause: "Only you see this change.", cure: "Viewers see the old picture.", drop: "Drop it", show: "Show to viewers" },
	undo: "Undo",
	redo: "Redo",
	switching: "Between scenes",
	switches: { cut: "Cut", fade: "Fade" },
	keys: "Keys",
	close: "Close",
};

export const studioWords = { zh, en };
