import { EditorRail } from "./EditorRail";
import { editorOf } from "./editor";
import { Handles } from "./Handles";

/** All of the editor that only a host who edits needs. The studio loads it at once, when editing begins. */
export default { editorOf, EditorRail, Handles };
