import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLanguage, useWords } from "../i18n/useWords";
import { Chip } from "../ui/Chip";
import { moment } from "../ui/moment";
import { bytes } from "../ui/sizes";
import { useBody } from "../ui/useBody";
import css from "./Console.module.css";
import { act, type Result } from "./calls";
import pages from "./Pages.module.css";
import { serverWords } from "./serverWords";
import { useFresh } from "./useFresh";

type Found = Result<"ListServers">;
type Server = Found["Servers"][number];

/** How often the page is read again while it is seen. */
const EVERY_MS = 5_000;
const read = () => act("ListServers");

/** Whether all is well: each server, each node of LiveKit, the database, the disks. */
export function Servers({ onOut }: { onOut: () => void }) {
	const words = useWords(serverWords);
	const [found] = useFresh(read, EVERY_MS, onOut);
	useBody("console", "servers", false, words.servers);
	return (
		<>
			<div className={css.head}>
				<h1>{words.servers}</h1>
			</div>
			{found && <Well found={found} />}
			{found?.Servers.map((server) => (
				<OneServer key={server.ServerId} server={server} />
			))}
			{found && <Shared found={found} />}
		</>
	);
}

function Well({ found }: { found: Found }) {
	const words = useWords(serverWords);
	const down = found.Servers.filter((server) => !server.Well).length + found.Nodes.filter((node) => !node.Up).length;
	const text = found.Servers.length ? (found.Well ? words.allWell : words.notWell(down)) : words.noReport;
	return (
		<p role="status" className={pages.well} data-well={found.Well}>
			{found.Well ? <CircleCheck size={20} /> : <TriangleAlert size={20} />}
			<b>{text}</b>
		</p>
	);
}

function OneServer({ server }: { server: Server }) {
	const words = useWords(serverWords);
	const language = useLanguage();
	const wrong = server.Parts.filter((part) => !part.Ok);
	const notes = server.Parts.filter((part) => part.Ok && part.Reason && part.Reason !== "not used");
	const tone = server.Well ? "good" : "care";
	const state = server.Well ? words.well : server.Living ? words.troubled : words.silent;
	return (
		<section className={css.card} data-server={server.ServerId}>
			<h2>
				{words.server} <code>{server.ServerId}</code> <Chip tone={tone}>{state}</Chip>
			</h2>
			<ul>
				{[...wrong, ...notes].map((part) => (
					<li key={part.Name}>
						{words.parts[part.Name] ?? part.Name}: {part.Reason}
					</li>
				))}
			</ul>
			<dl className={pages.facts}>
				<dt>{words.version}</dt>
				<dd>{server.Version}</dd>
				<dt>{words.since}</dt>
				<dd>{moment(server.BeginTime * 1000, language)}</dd>
				<dt>{words.reported}</dt>
				<dd>{moment(server.ReportTime * 1000, language)}</dd>
				<dt>{words.shows}</dt>
				<dd className="digits">{server.LiveShows}</dd>
				<dt>{words.people}</dt>
				<dd>{words.counted(server.Viewers, server.StagePeople)}</dd>
				<dt>{words.connections}</dt>
				<dd className="digits">{server.Streams + server.Sockets}</dd>
				{server.Disks.map((disk) => (
					<Disk key={disk.Folder} disk={disk} />
				))}
			</dl>
		</section>
	);
}

function Disk({ disk }: { disk: Server["Disks"][number] }) {
	const words = useWords(serverWords);
	const language = useLanguage();
	return (
		<>
			<dt>{words.disk}</dt>
			<dd>
				{words.free(bytes(disk.Free, language), bytes(disk.Total, language))} <code>{disk.Folder}</code>
			</dd>
		</>
	);
}

function Shared({ found }: { found: Found }) {
	const words = useWords(serverWords);
	const language = useLanguage();
	const { Kind, Size, BackupTime } = found.Database;
	return (
		<section className={css.card}>
			<h2>{words.shared}</h2>
			<dl className={pages.facts}>
				<dt>{words.database}</dt>
				<dd>
					{words.databases[Kind] ?? Kind} · {bytes(Size, language)}
				</dd>
				<Backup at={BackupTime * 1000} />
				{found.Nodes.map((node) => (
					<Node key={node.Name} node={node} />
				))}
				{!found.Nodes.length && (
					<>
						<dt>LiveKit</dt>
						<dd>{words.noMedia}</dd>
					</>
				)}
			</dl>
		</section>
	);
}

const DAY_MS = 86_400_000;
/** After so many days the page points at the age of the last backup. */
const OLD_DAYS = 8;

/** Say how old the last backup is. `at` is in unix milliseconds, 0 for none. */
function Backup({ at }: { at: number }) {
	const words = useWords(serverWords);
	const language = useLanguage();
	const days = Math.max(0, Math.floor((Date.now() - at) / DAY_MS));
	return (
		<>
			<dt>{words.backup}</dt>
			<dd data-backup={at > 0}>
				{at ? (
					<>
						{moment(at, language)} <Chip tone={days < OLD_DAYS ? "plain" : "care"}>{words.age(days)}</Chip>
					</>
				) : (
					words.noBackup
				)}
			</dd>
		</>
	);
}

function Node({ node }: { node: Found["Nodes"][number] }) {
	const words = useWords(serverWords);
	return (
		<>
			<dt>LiveKit</dt>
			<dd>
				<code>{node.Name}</code> <Chip tone={node.Up ? "good" : "care"}>{node.Up ? words.up : words.down}</Chip>{" "}
				{node.Draining && <Chip tone="care">{words.draining}</Chip>} {node.Rooms >= 0 && words.rooms(node.Rooms)}
			</dd>
		</>
	);
}
