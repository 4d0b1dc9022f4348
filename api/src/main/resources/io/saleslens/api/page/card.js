import { h } from "./dom.js";

let cards = 0;

/** A number is smaller the longer it is: it must not be broken. */
const LENGTHS = [
  [null, 11],
  ["long", 14],
  ["longer", Infinity],
];

/** A part of a view under its own heading: `{element, body}`, the body being what is filled. */
export function card(title, ...beside) {
  const id = "card-" + ++cards;
  const body = h("div", { class: "body" });
  const element = h("section", { class: "card", "aria-labelledby": id }, h("header", {}, h("h2", { id }, title), beside), body);
  return { element, body };
}

/** Numbers side by side, of `tile`. */
export function tiles(...numbers) {
  return h("dl", { class: "tiles" }, numbers);
}

/** One number, and what to know of it. */
export function tile(title, value, ...notes) {
  const size = LENGTHS.find(([, most]) => value.length <= most)[0];
  return h("div", { class: "tile" }, h("dt", {}, title), h("dd", { class: size }, value), notes.filter(Boolean).map((it) => h("dd", {}, it)));
}

/** Links of which one is chosen: `[{text, href, chosen}]`. */
export function choices(label, links) {
  return h(
    "nav",
    { class: "switch", "aria-label": label },
    links.map((it) => h("a", { href: it.href, "aria-current": it.chosen ? "true" : null }, it.text)),
  );
}
