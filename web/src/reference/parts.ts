/**
 * Replaces parts of Swagger UI. The page cannot send signed calls, so the parts for sending are hidden. An action is shown
 * by its name and version, not by its OpenAPI path.
 *
 * Swagger UI brings its own React and passes it to these parts.
 */
interface System {
	React: { createElement: (type: unknown, props?: object | null, ...children: unknown[]) => unknown };
	getComponent: (name: string, container?: boolean) => unknown;
	specSelectors: { info: () => Map };
}
interface Map {
	get: (key: string) => unknown;
}

const nothing = () => () => null;

export function parts({ React: { createElement } }: System) {
	/** Show how to call, then the calls. */
	function Calls({ getComponent, specSelectors }: System) {
		const how = createElement(getComponent("Markdown", true), { source: specSelectors.info().get("description") });
		return createElement(
			"div",
			{ className: "swagger-ui" },
			createElement(getComponent("SvgAssets")),
			createElement("section", { className: "info" }, createElement("h2", null, "How to call"), how),
			createElement(getComponent("operations", true)),
		);
	}

	function Name({ operationProps }: { operationProps: Map }) {
		const [, name, version] = String(operationProps.get("path")).split("/");
		return createElement("span", { className: "name" }, name, " ", createElement("small", null, version));
	}

	const heading = (Summary: unknown) =>
		function Heading(props: object) {
			return createElement("div", { role: "heading", "aria-level": 4 }, createElement(Summary, props));
		};

	// Swagger UI writes the heads of this table's columns as plain cells. A screen reader would not say them with a cell.
	const named = (table: Element | null) => {
		for (const head of table?.querySelectorAll(".responses-header td") ?? []) head.setAttribute("role", "columnheader");
	};
	const headed = (Responses: unknown) =>
		function Headed(props: object) {
			return createElement("div", { ref: named }, createElement(Responses, props));
		};

	return {
		components: { Calls, OperationSummaryPath: Name },
		wrapComponents: { authorizeOperationBtn: nothing, CopyToClipboardBtn: nothing, OperationSummary: heading, responses: headed },
	};
}
