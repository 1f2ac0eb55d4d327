import type { Store } from "../../state/store.ts";
import { type Html, html } from "../html.ts";
import { addressOf } from "./sections.ts";

/** An object as JSON, in which every id leads to the page of what it names. */
export function jsonPart(store: Store, object: object): Html {
  const parts = JSON.stringify(object, null, 2).split(idInJson);
  return html`<pre>${parts.map((part, at) => (at % 2 === 0 ? part : linked(store, part)))}</pre>`;
}

/** A text of letters, digits, `_` and `-`, without its quotes and not the name of a field. */
const idInJson = /(?<=")([\w-]{3,})(?="(?!:))/;

function linked(store: Store, text: string): Html | string {
  const address = addressOf(store, text);
  return address === undefined ? text : html`<a href="${address}">${text}</a>`;
}
