import type { Blocked } from "./blocked";

/** The cause that picture and sound do not come, and the cure. */
type BlockedWords = Record<Exclude<Blocked, "">, { cause: string; cure: string }>;

const zh: BlockedWords = {
	server: { cause: "现在连不上服务器", cure: "请检查网络。正在自动重试。" },
	webrtc: {
		cause: "这个浏览器关闭了 WebRTC",
		cure: "画面和声音需要它。请在浏览器设置或扩展程序中允许 WebRTC，再刷新页面；也可以换一个浏览器。",
	},
	websocket: {
		cause: "当前网络拦截了 WebSocket",
		cure: "画面和声音需要它。请换一个网络，或请网络管理员允许 WebSocket。正在自动重试。",
	},
	media: {
		cause: "当前网络拦截了画面和声音",
		cure: "请换一个网络或关闭 VPN，或请网络管理员放行服务器的音视频端口（UDP 和 TCP）。正在自动重试。",
	},
};

const en: BlockedWords = {
	server: { cause: "The server can’t be reached", cure: "Check your network. Retrying automatically." },
	webrtc: {
		cause: "WebRTC is turned off in this browser",
		cure: "Picture and sound need it. Allow WebRTC in the browser’s settings or extensions and reload, or use another browser.",
	},
	websocket: {
		cause: "Your network blocks WebSocket",
		cure: "Picture and sound need it. Try another network, or ask its administrator to allow WebSocket. Retrying automatically.",
	},
	media: {
		cause: "Your network blocks picture and sound",
		cure: "Try another network or turn off your VPN. An administrator can open the server’s media ports (UDP and TCP). Retrying automatically.",
	},
};

export const blockedWords = { zh, en };
