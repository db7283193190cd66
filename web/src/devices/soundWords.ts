/** The test of the sound, and the choice of an output. */
interface SoundWords {
	headphones: string;
	play: string;
	playing: string;
	speaker: string;
	system: string;
	unnamed: (index: number) => string;
	/** After the tone. */
	heardNothing: string;
	failed: string;
}

const zh: SoundWords = {
	headphones: "戴耳机就没有回声",
	play: "试听",
	playing: "正在播放…",
	speaker: "扬声器",
	system: "系统默认",
	unnamed: (index) => `扬声器 ${index}`,
	heardNothing: "没听到？调大音量，或者换一个扬声器。",
	failed: "这个浏览器没能播放声音，请再试一次。",
};

const en: SoundWords = {
	headphones: "Headphones keep the echo away",
	play: "Play a sound",
	playing: "Playing…",
	speaker: "Speaker",
	system: "System default",
	unnamed: (index) => `Speaker ${index}`,
	heardNothing: "Heard nothing? Turn up the volume, or choose another speaker.",
	failed: "Your browser did not play the sound. Please try again.",
};

export const soundWords = { zh, en };
