import { type ReactNode, useId } from "react";
import css from "./Editor.module.css";

/** The controls of the editor. Each has its words beside it. */

interface NumberProps {
	label: string;
	value: number;
	least: number;
	most: number;
	step?: number;
	onChange: (value: number) => void;
}

/** A number that is typed. */
export function NumberField({ label, value, least, most, step = 1, onChange }: NumberProps) {
	return (
		<label className={css.field}>
			<span>{label}</span>
			<input
				type="number"
				className="digits"
				min={least}
				max={most}
				step={step}
				value={Math.round(value * 10) / 10}
				onChange={({ target }) => {
					const typed = target.valueAsNumber;
					if (!Number.isNaN(typed)) onChange(Math.min(Math.max(typed, least), most));
				}}
			/>
		</label>
	);
}

/** A number that is dragged. */
export function SliderField({ label, value, least, most, step = 1, onChange }: NumberProps) {
	return (
		<label className={css.field}>
			<span>{label}</span>
			<input
				type="range"
				min={least}
				max={most}
				step={step}
				value={value}
				onChange={({ target }) => onChange(target.valueAsNumber)}
			/>
		</label>
	);
}

interface TextProps {
	label: string;
	value: string;
	lines?: number;
	onChange: (value: string) => void;
}

export function TextField({ label, value, lines = 1, onChange }: TextProps) {
	const id = useId();
	return (
		<div className={css.field}>
			<label htmlFor={id}>{label}</label>
			{lines > 1 ? (
				<textarea id={id} rows={lines} value={value} onChange={({ target }) => onChange(target.value)} />
			) : (
				<input id={id} value={value} onChange={({ target }) => onChange(target.value)} />
			)}
		</div>
	);
}

interface ColourProps {
	label: string;
	value: string;
	onChange: (value: string) => void;
}

export function ColourField({ label, value, onChange }: ColourProps) {
	return (
		<label className={css.line}>
			<span>{label}</span>
			<input type="color" value={value} onChange={({ target }) => onChange(target.value)} />
		</label>
	);
}

interface CheckProps {
	label: string;
	value: boolean;
	onChange: (value: boolean) => void;
}

export function CheckField({ label, value, onChange }: CheckProps) {
	return (
		<label className={css.check}>
			<input type="checkbox" checked={value} onChange={({ target }) => onChange(target.checked)} />
			<span>{label}</span>
		</label>
	);
}

interface SelectProps<Key extends string> {
	label: string;
	value: Key;
	options: readonly (readonly [Key, string])[];
	onChange: (value: Key) => void;
}

export function SelectField<Key extends string>({ label, value, options, onChange }: SelectProps<Key>) {
	return (
		<label className={css.field}>
			<span>{label}</span>
			<select value={value} onChange={({ target }) => onChange(target.value as Key)}>
				{options.map(([key, words]) => (
					<option key={key} value={key}>
						{words}
					</option>
				))}
			</select>
		</label>
	);
}

/** A choice among a few, all in sight. */
export function Segments<Key extends string>({ label, value, options, onChange }: SelectProps<Key>) {
	return (
		<fieldset className={css.segments} aria-label={label}>
			{options.map(([key, words]) => (
				<button key={key} type="button" data-choice={key} aria-pressed={key === value} onClick={() => onChange(key)}>
					{words}
				</button>
			))}
		</fieldset>
	);
}

export function Two({ children }: { children: ReactNode }) {
	return <div className={css.two}>{children}</div>;
}
