import { pageIn, showPage } from "../design/air";
import { CAMERA, type DesignSource, type TextSource } from "../design/document";
import { setSource } from "../design/sources";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import type { Around } from "./around";
import { CountdownProperties } from "./CountdownProperties";
import css from "./Editor.module.css";
import { FileProperties } from "./FileProperties";
import { CheckField, ColourField, NumberField, Segments, SelectField, SliderField, TextField } from "./fields";
import type { Layer } from "./layers";
import type { Editor } from "./useEditor";
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
			if (item.source === CAMERA) return null;
			return <CameraProperties {...part} source={source as Of<"camera" | "microphone">} around={around} />;
		case "screen":
			return <ScreenProperties around={around} />;
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

function CameraProperties({ editor: { edit }, id, source, around }: PartProps<Of<"camera" | "microphone">> & { around: Around }) {
	const words = useWords(editorWords);
	const { device, label } = source;
	const known = around.cameras.some((choice) => choice.id === device);
	const choices = known ? around.cameras : [{ id: device, label }, ...around.cameras];
	const choose = (chosen: string) => {
		const choice = choices.find((one) => one.id === chosen);
		if (choice) edit((now) => setSource(now, id, "camera", { device: choice.id, label: choice.label }));
	};
	return (
		<>
			<SelectField
				label={words.device}
				value={device}
				options={choices.map((choice) => [choice.id, choice.label] as const)}
				onChange={choose}
			/>
			{around.extra.get(id)?.missing && (
				<p role="status" className={css.care}>
					{words.deviceMissing}
				</p>
			)}
		</>
	);
}

function ScreenProperties({ around: { sharing, share } }: { around: Around }) {
	const words = useWords(editorWords);
	if (sharing || !share) return null;
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
