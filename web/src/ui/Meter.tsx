import css from "./Meter.module.css";

const STEPS = 10;

/** Show how loud it is, in ten steps. With a `label`, a screen reader reads it as a meter; without, it skips it. */
export function Meter({ level, label, className }: { level: number; label?: string; className?: string | undefined }) {
	const looks = [css.meter, className].filter(Boolean).join(" ");
	const bar = <i style={{ transform: `scaleX(${level / STEPS})` }} />;
	if (!label) {
		return (
			<span className={looks} aria-hidden="true">
				{bar}
			</span>
		);
	}
	return (
		// biome-ignore lint/a11y/useSemanticElements: a native meter looks otherwise in every browser
		<span className={looks} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={STEPS} aria-valuenow={level}>
			{bar}
		</span>
	);
}
