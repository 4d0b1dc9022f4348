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

/** Draws the controls of a part anew; if one of them had the focus, so has the one in its place, or the next. */
export function keepFocus(part, draw) {
  const controls = () => [...part.querySelectorAll("select, button, input")];
  const at = controls().indexOf(document.activeElement);
  draw();
  if (at >= 0) {
    controls().slice(at).find((it) => !it.disabled)?.focus();
  }
}
