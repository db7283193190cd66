import { type DesignSource, GUEST_SCREEN, type Item, type Scene } from "../design/document";
import { itemOf } from "../design/first";
import type { Cast } from "./cast";

/** The kinds that a scene arranges itself. All others stand in their rectangles. */
export const ARRANGED: ReadonlySet<DesignSource["kind"]> = new Set([
	"camera",
	"screen",
	"slides",
	"guest",
	"guests",
	"guestScreen",
	"person",
]);
const ITEM = "guest-screen";

interface Crewed {
	scene: Scene;
	sources: Record<string, DesignSource>;
}

/** Change a scene as the crew wants it for now. A guest's screen is large, or else the guest in the spotlight. The design stays as it
 *  is. A scene that the host placed by hand has no spotlight. A guest's screen arranges it like any other,
 *  unless it has a layer there. Then that layer's place and eye decide. */
export function crewed(scene: Scene, sources: Record<string, DesignSource>, cast: Cast): Crewed {
	const { guestScreen, spotlight, own, guests } = cast;
	const large: Pick<Scene, "free" | "layout"> = { free: false, layout: "large" };
	const layer = scene.items.find(({ source }) => sources[source]?.kind === "guestScreen");
	if (layer?.seen && !scene.free && own.has(GUEST_SCREEN)) {
		return { scene: { ...scene, ...large, large: GUEST_SCREEN }, sources };
	}
	if (!layer && guestScreen && own.has(guestScreen)) {
		const items = [...kept(scene, sources), itemOf(ITEM, guestScreen, { fit: "contain" })];
		const withScreen = { ...sources, [guestScreen]: { kind: "screen" as const, name: "" } };
		return { scene: { ...scene, ...large, large: guestScreen, items }, sources: withScreen };
	}
	if (!spotlight || scene.free || !guests.some(({ id }) => id === spotlight)) return { scene, sources };
	return { scene: { ...scene, ...large, large: spotlight }, sources };
}

/** Keep the items that can stand beside a screen. Those in their own rectangles would cover it. */
function kept({ free, items }: Scene, sources: Record<string, DesignSource>): Item[] {
	return free ? items.filter(({ source }) => ARRANGED.has(sources[source]?.kind ?? "text")) : items;
}
