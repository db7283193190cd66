/** The controls of a player. The key of a control follows its words in brackets. */
interface PlayerWords {
	controls: string;
	play: string;
	pause: string;
	live: string;
	backToLive: string;
	mute: string;
	unmute: string;
	volume: string;
	smallWindow: string;
	theatre: string;
	leaveTheatre: string;
	fullScreen: string;
	leaveFullScreen: string;
	keys: string;
	withKey: (words: string, key: string) => string;
}

const zh: PlayerWords = {
	controls: "播放控制",
	play: "播放",
	pause: "暂停",
	live: "直播",
	backToLive: "回到直播",
	mute: "静音",
	unmute: "打开声音",
	volume: "音量",
	smallWindow: "小窗",
	theatre: "宽屏",
	leaveTheatre: "退出宽屏",
	fullScreen: "全屏",
	leaveFullScreen: "退出全屏",
	keys: "快捷键",
	withKey: (words, key) => `${words}（${key}）`,
};

const en: PlayerWords = {
	controls: "Player controls",
	play: "Play",
	pause: "Pause",
	live: "Live",
	backToLive: "Back to live",
	mute: "Mute",
	unmute: "Unmute",
	volume: "Volume",
	smallWindow: "Small window",
	theatre: "Wide",
	leaveTheatre: "Leave wide",
	fullScreen: "Full screen",
	leaveFullScreen: "Leave full screen",
	keys: "Keyboard shortcuts",
	withKey: (words, key) => `${words} (${key})`,
};

export const playerWords = { zh, en };
