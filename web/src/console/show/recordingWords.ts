/** The words of the list of a show's recordings. `name` has the recording's name and time. */
interface RecordingWords {
	text: string;
	none: string;
	states: Record<"online" | "offline" | "preparing", string>;
	on: string;
	off: string;
	onOf: (name: string) => string;
	offOf: (name: string) => string;
	download: string;
	downloadOf: (name: string) => string;
	remove: string;
	removeOf: (name: string) => string;
	question: string;
	removeNow: string;
}

const zh: RecordingWords = {
	text: "每次开播一个录像。上线后，观众在观看页看回放。",
	none: "还没有录像。",
	states: { online: "观众能看", offline: "观众看不到", preparing: "正在录制或准备" },
	on: "上线",
	off: "下线",
	onOf: (name) => `上线 ${name}`,
	offOf: (name) => `下线 ${name}`,
	download: "下载",
	downloadOf: (name) => `下载 ${name}`,
	remove: "删除",
	removeOf: (name) => `删除 ${name}`,
	question: "要删除这个录像吗？删除后无法恢复。",
	removeNow: "删除录像",
};

const en: RecordingWords = {
	text: "One recording each time the show is on air. Viewers watch it at the watch link while it is online.",
	none: "No recordings yet.",
	states: { online: "Viewers can watch it", offline: "Not online", preparing: "Recording or being prepared" },
	on: "Put online",
	off: "Take offline",
	onOf: (name) => `Put online ${name}`,
	offOf: (name) => `Take offline ${name}`,
	download: "Download",
	downloadOf: (name) => `Download ${name}`,
	remove: "Delete",
	removeOf: (name) => `Delete ${name}`,
	question: "Delete this recording? It cannot be restored.",
	removeNow: "Delete recording",
};

export const recordingWords = { zh, en };
