import { h } from "./dom.js";

/** A labelled choice of one; options are `[value, text]`. */
export function choice(label, options, chosen, choose) {
  return h(
    "label",
    {},
    label,
    h(
      "select",
      { onchange: (event) => choose(event.target.value) },
      options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    ),
  );
}
