import { pageIn, showPage } from "../design/air";
import { CAMERA, type DesignSource, SCREEN, type TextSource } from "../design/document";
import { setSource } from "../design/sources";
import type { Choice } from "../devices/choice";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import type { Around } from "./around";
import { CountdownProperties } from "./CountdownProperties";
import css from "./Editor.module.css";
import type { Editor } from "./editor";
import { FileProperties } from "./FileProperties";
import { CheckField, ColourField, NumberField, Segments, SelectField, SliderField, TextField } from "./fields";
import type { Layer } from "./layers";
import type { FileAdding } from "./useFileAdding";
import { editorWords } from "./words";

interface Props {
	editor: Editor;
	layer: Layer;
	around: Around;
	adding: FileAdding;
}

type Of<Kind extends DesignSource["kind"]> = Extract<DesignSource, { kind: Kind }>;
type PartProps<Source> = { editor: Editor; id: string; source: Source };

/** Show what a source says or which thing it is. */
export function SourceProperties({ editor, layer, around, adding }: Props) {
	const { source, item } = layer;
	const part = { editor, id: item.source };
	switch (source.kind) {
		case "text":
			return <TextProperties {...part} source={source} />;
		case "lowerThird":
			return <StripProperties {...part} source={source} />;
		case "countdown":
			return <CountdownProperties {...part} source={source} startsAt={around.startsAt} />;
		case "clock":
			return <ClockProperties {...part} source={source} />;
		case "picture":
			return <FileProperties {...part} source={source} around={around} adding={adding} />;
		case "slides":
			return (
				<>
					<FileProperties {...part} source={source} around={around} adding={adding} />
					<PageProperty {...part} source={source} />
				</>
			);
		case "camera":
			return <CameraProperties {...part} source={source as Of<"camera" | "microphone">} around={around} />;
		case "screen":
			return <ScreenProperties id={item.source} around={around} />;
		default:
			return null;
	}
}

const PERCENT = 100;
const BACK = "#1c1b19";

function TextProperties({ editor: { edit }, id, source }: PartProps<TextSource>) {
	const words = useWords(editorWords);
	const set = (part: Partial<TextSource>, step = "") => edit((now) => setSource(now, id, "text", part), { step });
	const { text, size, colour, back, align, bold } = source;
	const aligns = (["left", "center", "right"] as const).map((key) => [key, words.aligns[key]] as const);
	return (
		<>
			<TextField label={words.text} value={text} lines={3} onChange={(value) => set({ text: value }, `text ${id}`)} />
			<SliderField
				label={words.size}
				value={size * PERCENT}
				least={2}
				most={30}
				onChange={(value) => set({ size: value / PERCENT }, `size ${id}`)}
			/>
			<Segments label={words.align} value={align} options={aligns} onChange={(value) => set({ align: value })} />
			<ColourField label={words.colour} value={colour} onChange={(value) => set({ colour: value }, `colour ${id}`)} />
			<CheckField label={words.behind} value={back !== ""} onChange={(on) => set({ back: on ? BACK : "" })} />
			{back && <ColourField label={words.backColour} value={back} onChange={(value) => set({ back: value }, `back ${id}`)} />}
			<CheckField label={words.bold} value={bold} onChange={(value) => set({ bold: value })} />
		</>
	);
}

function StripProperties({ editor: { edit }, id, source }: PartProps<Of<"lowerThird">>) {
	const words = useWords(editorWords);
	const set = (part: Partial<Of<"lowerThird">>, step: string) => edit((now) => setSource(now, id, "lowerThird", part), { step });
	return (
		<>
			<TextField label={words.title} value={source.title} onChange={(title) => set({ title }, `title ${id}`)} />
			<TextField label={words.line} value={source.line} onChange={(line) => set({ line }, `line ${id}`)} />
		</>
	);
}

function ClockProperties({ editor: { edit }, id, source }: PartProps<Of<"clock">>) {
	const words = useWords(editorWords);
	const set = (seconds: boolean) => edit((now) => setSource(now, id, "clock", { seconds }));
	return <CheckField label={words.seconds} value={source.seconds} onChange={set} />;
}

function PageProperty({ editor: { design, air }, id, source: { pages } }: PartProps<Of<"slides">>) {
	const words = useWords(editorWords);
	return (
		<NumberField
			label={words.page(pages)}
			value={pageIn(design.air, id, pages)}
			least={1}
			most={pages}
			onChange={(page) => air((now) => showPage(now, id, page))}
		/>
	);
}

type CameraProps = PartProps<Of<"camera" | "microphone">> & { around: Around };

/** Choose the device. A further camera may have a name, which stands on its picture. */
function CameraProperties({ editor: { edit }, id, source, around }: CameraProps) {
	const words = useWords(editorWords);
	if (id === CAMERA) return <MainCamera around={around} />;
	const { name, device, label } = source;
	const set = (part: Partial<typeof source>, step = "") => edit((now) => setSource(now, id, "camera", part), { step });
	const held = around.devices.get(id);
	const open = held?.track?.getSettings().deviceId ?? device;
	const known = around.cameras.some((choice) => choice.id === open);
	const choices = known ? around.cameras : [{ id: open, label }, ...around.cameras];
	const choose = (chosen: string) => {
		const choice = choices.find((one) => one.id === chosen);
		if (choice) set({ device: choice.id, label: choice.label });
	};
	return (
		<>
			<TextField label={words.cameraName} value={name} onChange={(typed) => set({ name: typed }, `name ${id}`)} />
			<DeviceField value={open} choices={choices} onChange={choose} />
			{(held?.missing || held?.busy) && (
				<p role="status" className={css.care}>
					{held.missing ? words.deviceMissing : words.notOpened}
				</p>
			)}
		</>
	);
}

/** Choose the camera of the device bar. */
function MainCamera({ around: { camera } }: { around: Around }) {
	if (camera.choices.length < 2) return null;
	return <DeviceField value={camera.deviceId} choices={camera.choices} onChange={camera.choose} />;
}

interface DeviceProps {
	value: string;
	choices: Choice[];
	onChange: (id: string) => void;
}

function DeviceField({ value, choices, onChange }: DeviceProps) {
	const words = useWords(editorWords);
	const options = choices.map(({ id, label }, place) => [id, label || words.unnamed(place + 1)] as const);
	return <SelectField label={words.device} value={value} options={options} onChange={onChange} />;
}

/** Share a screen, share something else in its place, or end it. The device bar ends the first one. */
function ScreenProperties({ id, around: { screens } }: { id: string; around: Around }) {
	const words = useWords(editorWords);
	if (!screens) return null;
	const share = () => void screens.share(() => id);
	if (screens.shared.has(id)) {
		return (
			<div className={css.answers}>
				<Button small id="share-other" onClick={share}>
					{words.shareOther}
				</Button>
				{id !== SCREEN && (
					<Button small id="stop-sharing" onClick={() => screens.end(id)}>
						{words.stopSharing}
					</Button>
				)}
			</div>
		);
	}
	return (
		<div className={css.note}>
			<p>
				<b>{words.notShared.cause}</b>
				<br />
				{words.notShared.cure}
			</p>
			<Button small id="share-again" onClick={share}>
				{words.share}
			</Button>
		</div>
	);
}
