import { h } from "./dom.js";

/** A state in a word: `kind` is good, warn, bad, busy or quiet, and never the only sign of it. */
export function badge(kind, text) {
  return h("span", { class: "badge " + kind }, text);
}
