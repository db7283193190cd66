import { Clock, Hourglass, IdCard, Image, Plus, ScreenShare, Shapes, Type, User, Users, Wallpaper } from "lucide-react";
import { useRef } from "react";
import type { DesignSource } from "../design/document";
import { setBackground } from "../design/scenes";
import { useWords } from "../i18n/useWords";
import { Menu, MenuItem } from "../ui/Menu";
import { CameraItems, MicrophoneItems, ScreenItems } from "./AddDevices";
import type { Around } from "./around";
import { arrived, freeSeat, isHere, logoArrived, newSource } from "./arrivals";
import type { Editor } from "./editor";
import { FileInput } from "./FileInput";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

const DRAWN = [
	["text", Type],
	["lowerThird", IdCard],
	["countdown", Hourglass],
	["clock", Clock],
] as const;

/** A scene shows each of these once. */
const OF_GUESTS = [
	["guests", Users],
	["guestScreen", ScreenShare],
] as const;

interface Props {
	editor: Editor;
	around: Around;
	adding: FileAdding;
}

/** Offer all that a scene may show. It leaves out what the scene shows already. */
export function AddSource({ editor, around, adding }: Props) {
	const words = useWords(editorWords);
	const file = useRef<HTMLInputElement>(null);
	const logo = useRef<HTMLInputElement>(null);
	const ground = useRef<HTMLInputElement>(null);
	const { design, scene, add, edit, frame } = editor;
	const put = (source: DesignSource) => add((now) => arrived(now, source, frame));
	const people = around.people.filter((who) => !isHere(design, (source) => source.kind === "person" && source.who === who));
	return (
		<>
			<Menu id="add-source" over label={words.add} icon={<Plus size={20} />}>
				<MenuItem data-add="file" icon={<Image size={16} />} onClick={() => file.current?.click()}>
					{words.adds.file}
				</MenuItem>
				{DRAWN.map(([kind, Icon]) => (
					<MenuItem key={kind} data-add={kind} icon={<Icon size={16} />} onClick={() => put(newSource(kind, words))}>
						{words.adds[kind]}
					</MenuItem>
				))}
				<MenuItem data-add="logo" icon={<Shapes size={16} />} onClick={() => logo.current?.click()}>
					{words.adds.logo}
				</MenuItem>
				<MenuItem data-add="background" icon={<Wallpaper size={16} />} onClick={() => ground.current?.click()}>
					{words.groundPicture}
				</MenuItem>
				<CameraItems editor={editor} around={around} />
				<ScreenItems editor={editor} around={around} />
				<MicrophoneItems editor={editor} around={around} />
				<MenuItem data-add="guest" icon={<User size={16} />} onClick={() => put({ kind: "guest", seat: freeSeat(design) })}>
					{words.guest(freeSeat(design))}
				</MenuItem>
				{OF_GUESTS.filter(([own]) => !isHere(design, ({ kind }) => kind === own)).map(([kind, Icon]) => (
					<MenuItem key={kind} data-add={kind} icon={<Icon size={16} />} onClick={() => put(newSource(kind, words))}>
						{words.adds[kind]}
					</MenuItem>
				))}
				{people.map((who) => (
					<MenuItem key={who} data-add="person" icon={<User size={16} />} onClick={() => put({ kind: "person", who })}>
						{who}
					</MenuItem>
				))}
			</Menu>
			<FileInput ref={file} id="add-file" onFile={(chosen) => void adding.read(chosen, put)} />
			<FileInput
				ref={logo}
				id="add-logo"
				onFile={(chosen) =>
					void adding.read(chosen, (source) => source.kind === "picture" && add((now) => logoArrived(now, source, frame)))
				}
			/>
			<FileInput
				ref={ground}
				id="add-background"
				accept="image/png,image/jpeg,image/webp"
				onFile={(chosen) =>
					void adding.read(
						chosen,
						({ kind, file }) =>
							kind === "picture" &&
							edit((now) => setBackground(now, scene.id, { ...(scene.background ?? now.brand.background), file })),
					)
				}
			/>
		</>
	);
}
