/** Sharing a screen. */
interface SourceWords {
	share: string;
	stopShare: string;
	screenRefused: { cause: string; cure: string };
	/** `name` is empty for the share button's screen. */
	screenStill: (name: string) => { cause: string; cure: string };
}

const zh: SourceWords = {
	share: "共享",
	stopShare: "停止共享",
	screenRefused: { cause: "系统没有允许共享屏幕", cure: "在系统设置的“屏幕录制”里允许这个浏览器，再试一次。" },
	screenStill: (name) => ({
		cause: name ? `“${name}”的画面停住了` : "共享的画面停住了",
		cure: "窗口可能最小化了，或者屏幕锁了。观众看到的还是最后一帧。",
	}),
};

const en: SourceWords = {
	share: "Share",
	stopShare: "Stop sharing",
	screenRefused: {
		cause: "Your system is blocking screen sharing",
		cure: "Allow this browser under “Screen Recording” in the system settings, then try again.",
	},
	screenStill: (name) => ({
		cause: name ? `“${name}” stands still` : "Your shared screen stands still",
		cure: "Is its window minimised, or the screen locked? Viewers see the last picture until it goes on.",
	}),
};

export const sourceWords = { zh, en };
