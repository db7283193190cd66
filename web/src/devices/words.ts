import type { Guide } from "./browserGuide";
import type { Cause, Kind } from "./open";
import type { Cure, What } from "./trouble";

interface Trouble {
	cause: string;
	cure: string;
}

/** Microphone and camera. */
interface DeviceWords {
	mic: string;
	micOff: string;
	camera: string;
	cameraOff: string;
	microphone: string;
	chooseMic: string;
	chooseCamera: string;
	/** On a device's button, in place of its name. */
	without: Record<Cause, Record<Kind, string>>;
	trouble: Record<Exclude<Cause, "refused">, (what: What) => Trouble>;
	refused: Record<Cure, (what: What) => Trouble>;
	steps: Record<Guide, (what: What) => string[]>;
	/** The chosen device is unplugged, and another one stands in. */
	away: (gone: string, other: string) => Trouble;
	keep: string;
	/** Further devices are unplugged. */
	gone: (labels: string[]) => Trouble;
	silent: (device: string) => Trouble;
	mutedTalk: Trouble;
	unmute: string;
	pickers: string;
	waiting: string;
	unnamed: (index: number) => string;
}

const alike = (words: string): Record<Kind, string> => ({ camera: words, mic: words });

const ZH: Record<What, string> = { camera: "摄像头", mic: "麦克风", both: "摄像头和麦克风" };
/** As the browsers' own settings write them. */
const ZH_SETTING: Record<What, string> = { camera: "“摄像头”", mic: "“麦克风”", both: "“摄像头”和“麦克风”" };
const ZH_APPLE: Record<What, string> = { camera: "“相机”", mic: "“麦克风”", both: "“相机”和“麦克风”" };

const zh: DeviceWords = {
	mic: "麦克风",
	micOff: "已静音",
	camera: "摄像头",
	cameraOff: "已关摄像头",
	microphone: "麦克风",
	chooseMic: "选择麦克风",
	chooseCamera: "选择摄像头",
	without: {
		refused: alike("未允许"),
		busy: alike("被占用"),
		none: { camera: "没有摄像头", mic: "没有麦克风" },
		insecure: alike("不能用"),
		failed: alike("打不开"),
	},
	trouble: {
		busy: (what) => ({ cause: `别的程序正在用${ZH[what]}`, cure: "关掉它再试。" }),
		none: (what) => ({ cause: `没有找到${ZH[what]}`, cure: "插上就会自动出现，没有也能继续。" }),
		insecure: (what) => ({ cause: `这个地址不能用${ZH[what]}`, cure: "请用 https 开头的地址打开。" }),
		failed: (what) => ({ cause: `${ZH[what]}打不开`, cure: "拔下再插上，或换一个。" }),
	},
	refused: {
		steps: (what) => ({ cause: `浏览器没有允许使用${ZH[what]}`, cure: "改成允许，这样做：" }),
		ask: (what) => ({ cause: `还没有允许使用${ZH[what]}`, cure: "点“再试一次”，在浏览器的询问里选“允许”。" }),
		system: (what) => ({
			cause: `系统没有允许浏览器使用${ZH[what]}`,
			cure: "请在系统设置的“隐私”里允许这个浏览器使用，再试一次。",
		}),
	},
	steps: {
		chrome: (what) => ["点地址左边的图标", `打开${ZH_SETTING[what]}`],
		edge: (what) => ["点地址左边的锁", `在“此站点的权限”里，允许${ZH_SETTING[what]}`],
		safari: (what) => ["在屏幕顶部的“Safari 浏览器”菜单里，选“此网站的设置”", `把${ZH_APPLE[what]}改成“允许”`],
		ios: (what) => ["点地址旁的 aA 或页面图标，选“网站设置”", `把${ZH_APPLE[what]}改成“允许”`],
		iosApp: (what) => ["打开手机的“设置”，找到这个浏览器", `打开${ZH_APPLE[what]}`],
		firefox: () => ["点地址左边划了斜线的图标", "点“已阻止”旁边的 ×，再点“再试一次”"],
		android: (what) => ["点地址左边的图标，选“权限”", `允许${ZH_SETTING[what]}`],
		inApp: () => ["回到聊天，复制你的链接", "用 Safari、Chrome 或 Edge 打开它"],
		other: (what) => ["打开浏览器设置里的网站权限", `允许这个网站使用${ZH[what]}`],
	},
	away: (gone, other) => ({ cause: `“${gone}”断开了`, cure: `暂时用“${other}”，接回来后自动换回。` }),
	keep: "就用现在这个",
	gone: (labels) => ({ cause: `${labels.map((label) => `“${label}”`).join("、")}没有接上`, cure: "接上后会自动回来。" }),
	silent: (device) => ({ cause: `“${device}”没有任何声音`, cure: "是不是被开关静音了？检查一下，或换一个麦克风。" }),
	mutedTalk: { cause: "你已静音", cure: "你在说话，别人听不到。" },
	unmute: "打开麦克风",
	pickers: "麦克风和摄像头",
	waiting: "等待浏览器允许…",
	unnamed: (index) => `设备 ${index}`,
};

const THE: Record<What, string> = { camera: "the camera", mic: "the microphone", both: "the camera and the microphone" };
const NO: Record<What, string> = { camera: "No camera", mic: "No microphone", both: "No camera or microphone" };
const SETTING: Record<What, string> = { camera: "Camera", mic: "Microphone", both: "Camera and Microphone" };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const en: DeviceWords = {
	mic: "Mic",
	micOff: "Muted",
	camera: "Camera",
	cameraOff: "Camera off",
	microphone: "Microphone",
	chooseMic: "Choose microphone",
	chooseCamera: "Choose camera",
	without: {
		refused: alike("Not allowed"),
		busy: alike("In use"),
		none: { camera: "No camera", mic: "No mic" },
		insecure: alike("Unavailable"),
		failed: alike("Won’t start"),
	},
	trouble: {
		busy: (what) => ({ cause: `Another program is using ${THE[what]}`, cure: "Close it and try again." }),
		none: (what) => ({ cause: `${NO[what]} found`, cure: "Plug one in and it shows up here. You can go on without." }),
		insecure: (what) => ({
			cause: `${capital(THE[what])} can’t be used at this address`,
			cure: "Open the address that starts with https.",
		}),
		failed: (what) => ({
			cause: `${capital(THE[what])} won’t start`,
			cure: "Unplug it and plug it in again, or choose another.",
		}),
	},
	refused: {
		steps: (what) => ({ cause: `Your browser is blocking ${THE[what]}`, cure: "To change that:" }),
		ask: (what) => ({
			cause: `You haven’t allowed ${THE[what]} yet`,
			cure: "Try again, and choose “Allow” when your browser asks.",
		}),
		system: (what) => ({
			cause: `Your system keeps ${THE[what]} from your browser`,
			cure: "Allow this browser in the system’s privacy settings, then try again.",
		}),
	},
	steps: {
		chrome: (what) => ["Click the icon left of the address", `Turn on ${SETTING[what]}`],
		edge: (what) => ["Click the lock left of the address", `Under “Permissions for this site”, allow ${SETTING[what]}`],
		safari: (what) => [
			"In the Safari menu at the top of the screen, choose “Settings for This Website”",
			`Set ${SETTING[what]} to “Allow”`,
		],
		ios: (what) => ["Tap aA or the page icon beside the address, then “Website Settings”", `Set ${SETTING[what]} to “Allow”`],
		iosApp: (what) => ["Open your phone’s Settings and find this browser", `Turn on ${SETTING[what]}`],
		firefox: () => ["Click the crossed-out icon left of the address", "Click the × beside “Blocked”, then “Try again” here"],
		android: (what) => ["Tap the icon left of the address, then “Permissions”", `Allow ${SETTING[what]}`],
		inApp: () => ["Go back to the chat and copy your link", "Open it in Safari, Chrome or Edge"],
		other: (what) => ["Open the site permissions in your browser’s settings", `Allow ${THE[what]} for this site`],
	},
	away: (gone, other) => ({
		cause: `“${gone}” is not connected`,
		cure: `“${other}” is used for now. The other one comes back by itself when you connect it.`,
	}),
	keep: "Keep this one",
	gone: (labels) => ({
		cause: `Not connected: ${labels.map((label) => `“${label}”`).join(", ")}`,
		cure: "It comes back by itself when you connect it.",
	}),
	silent: (device) => ({
		cause: `“${device}” sends no sound at all`,
		cure: "Is it muted by a switch? Check it, or choose another microphone.",
	}),
	mutedTalk: { cause: "You’re muted", cure: "You are talking, and nobody hears it." },
	unmute: "Unmute",
	pickers: "Microphone and camera",
	waiting: "Waiting for your browser…",
	unnamed: (index) => `Device ${index}`,
};

export const deviceWords = { zh, en };
