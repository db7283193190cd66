interface FailedWords {
	full: string;
	many: string;
	noRoom: string;
	unusable: string;
	gone: string;
	/** `code` is the server's. */
	other: (code: string) => string;
}

/** Files on their way between this browser, the server and other devices. */
interface FilesWords {
	onTheWay: (count: number, percent: number) => string;
	uploaded: (percent: number) => string;
	coming: { cause: string; cure: string };
	stopped: { cause: string; cure: string };
	missing: { cause: string; cure: string };
	failed: (names: string[]) => string;
	why: FailedWords;
}

const zh: FilesWords = {
	onTheWay: (count, percent) => `${count} 个文件正在上传，${percent}%`,
	uploaded: (percent) => `已上传 ${percent}%`,
	coming: { cause: "正在从另一台设备传来", cure: "传完就会显示。也可以在这里重新选择这个文件。" },
	stopped: { cause: "另一台设备上的上传中断了", cure: "请在这里重新选择这个文件，会从中断的地方继续上传。" },
	missing: { cause: "缺少这个文件", cure: "请重新选择。" },
	failed: (names) => (names.length === 1 ? `“${names[0]}”没有传到服务器` : `${names.length} 个文件没有传到服务器`),
	why: {
		full: "账号的文件空间已满，请联系管理员腾出空间，再试一次。",
		many: "这场直播的文件已经达到上限。",
		noRoom: "服务器的硬盘已满，请联系管理员腾出空间，再试一次。",
		unusable: "服务器不支持这个文件。重新导出一份，再选一次。",
		gone: "浏览器里已经没有这个文件，请重新选择。",
		other: (code) => `这台设备上仍然可以使用。服务器返回：${code}`,
	},
};

const en: FilesWords = {
	onTheWay: (count, percent) =>
		`${count === 1 ? "1 file" : `${count} files`} on ${count === 1 ? "its" : "their"} way, ${percent}%`,
	uploaded: (percent) => `${percent}% uploaded`,
	coming: {
		cause: "On its way from another device",
		cure: "It shows once all of it is there. You can also choose the file here.",
	},
	stopped: {
		cause: "Its upload stopped on another device",
		cure: "Choose the file here. It goes on from where it stopped.",
	},
	missing: { cause: "This file is missing", cure: "Choose it again." },
	failed: (names) =>
		names.length === 1 ? `“${names[0]}” did not reach the server` : `${names.length} files did not reach the server`,
	why: {
		full: "The files of this account take all their room. Ask the administrator for room, then try again.",
		many: "This show has the most files that it may have.",
		noRoom: "The server’s disk is full. Ask the administrator to make room, then try again.",
		unusable: "The server cannot use it. Export it again, then choose the new file.",
		gone: "This browser lost it. Choose it again.",
		other: (code) => `It still works on this device. The server said: ${code}`,
	},
};

export const filesWords = { zh, en };
export const WHY: Record<string, keyof Omit<FailedWords, "other">> = {
	"ResourceConflict.FilesFull": "full",
	"ResourceConflict.TooMany": "many",
	InsufficientStorage: "noRoom",
	UnsupportedFile: "unusable",
	gone: "gone",
};
