/** The words of the pages about servers and their settings. */
interface ServerWords {
	servers: string;
	allWell: string;
	notWell: (number: number) => string;
	noReport: string;
	server: string;
	well: string;
	troubled: string;
	silent: string;
	parts: Record<string, string>;
	version: string;
	since: string;
	reported: string;
	shows: string;
	people: string;
	counted: (viewers: number, people: number) => string;
	connections: string;
	disk: string;
	free: (free: string, total: string) => string;
	shared: string;
	database: string;
	databases: Record<string, string>;
	backup: string;
	/** How old the last backup is, in whole days. */
	age: (days: number) => string;
	noBackup: string;
	up: string;
	down: string;
	draining: string;
	rooms: (number: number) => string;
	noMedia: string;
	settings: string;
	howToChange: string;
	find: string;
	onlyChanged: string;
	nothing: string;
	empty: string;
	sources: Record<string, string>;
	onServer: (id: string) => string;
}

const zh: ServerWords = {
	servers: "服务器",
	allWell: "一切正常",
	notWell: (number) => `有 ${number} 处需要看一下`,
	noReport: "还没有服务器的报告。十秒内就有。",
	server: "服务器",
	well: "正常",
	troubled: "有问题",
	silent: "没有消息",
	parts: {
		store: "数据库",
		schema: "数据库版本",
		key: "主密钥",
		certificate: "证书",
		clock: "时钟",
		media: "媒体引擎",
		bus: "服务器之间的通知",
		disk: "磁盘",
		files: "文件目录",
		serving: "对外服务",
	},
	version: "版本",
	since: "启动于",
	reported: "最近报告",
	shows: "负责的直播",
	people: "人数",
	counted: (viewers, people) => `${viewers} 人在看，${people} 人连麦`,
	connections: "连接数",
	disk: "磁盘",
	free: (free, total) => `剩 ${free}，共 ${total}`,
	shared: "共用的部分",
	database: "数据库",
	databases: { sqlite: "SQLite", postgresql: "PostgreSQL" },
	backup: "最近备份",
	age: (days) => (days ? `${days} 天前` : "不到一天"),
	noBackup: "还没有备份。在服务器上运行 kaibo backup",
	up: "正常",
	down: "没有响应",
	draining: "正在排空",
	rooms: (number) => `${number} 个房间`,
	noMedia: "这台服务器没有启用媒体引擎",
	settings: "设置",
	howToChange: "这里只能看。要改：写进服务器上的 kaibo.toml，或设环境变量 KAIBO_加大写的名字，然后重启服务器。",
	find: "找一项",
	onlyChanged: "只看改过的",
	nothing: "没有找到。",
	empty: "（空）",
	sources: { default: "默认", file: "kaibo.toml", environment: "环境变量", "command line": "命令行" },
	onServer: (id) => `服务器 ${id}`,
};

const en: ServerWords = {
	servers: "Servers",
	allWell: "All is well",
	notWell: (number) => (number === 1 ? "One thing needs a look" : `${number} things need a look`),
	noReport: "No server has reported yet. The first report comes within ten seconds.",
	server: "Server",
	well: "well",
	troubled: "in trouble",
	silent: "silent",
	parts: {
		store: "Database",
		schema: "Version of the database",
		key: "Master key",
		certificate: "Certificate",
		clock: "Clock",
		media: "Media engine",
		bus: "News between servers",
		disk: "Disk",
		files: "Folder of files",
		serving: "Serving",
	},
	version: "Version",
	since: "Since",
	reported: "Last report",
	shows: "Shows it looks after",
	people: "People",
	counted: (viewers, people) => `${viewers} watching, ${people} on stage`,
	connections: "Connections",
	disk: "Disk",
	free: (free, total) => `${free} free of ${total}`,
	shared: "What they share",
	database: "Database",
	databases: { sqlite: "SQLite", postgresql: "PostgreSQL" },
	backup: "Last backup",
	age: (days) => (days ? `${days} ${days === 1 ? "day" : "days"} ago` : "less than a day ago"),
	noBackup: "None yet. Run kaibo backup on the server",
	up: "up",
	down: "does not answer",
	draining: "draining",
	rooms: (number) => (number === 1 ? "1 room" : `${number} rooms`),
	noMedia: "This server runs without media",
	settings: "Settings",
	howToChange:
		"You can only look here. To change a setting, write it in kaibo.toml on the server, or set the variable KAIBO_ with its name in capitals. Then restart the server.",
	find: "Find a setting",
	onlyChanged: "Only those that were changed",
	nothing: "Nothing found.",
	empty: "(empty)",
	sources: { default: "default", file: "kaibo.toml", environment: "environment", "command line": "command line" },
	onServer: (id) => `server ${id}`,
};

export const serverWords = { zh, en };
