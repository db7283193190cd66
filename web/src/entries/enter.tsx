import "../ui/base.css";
import { Enter } from "../enter/Enter";
import { CookieGate } from "../ui/CookieGate";
import { mount } from "../ui/mount";

mount(
	<CookieGate>
		<Enter />
	</CookieGate>,
);
