import css from "./Meter.module.css";

const STEPS = 10;

/** How loud it is, in ten steps. With a `label` it is a meter to who cannot see it; without, decoration. */
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
