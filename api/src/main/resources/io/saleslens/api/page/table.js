import { h } from "./dom.js";
import { common as t } from "./texts.js";

/**
 * A table of rows at hand.
 *
 * @param caption what it is of; for screen readers, unless `captioned`
 * @param columns `{title, cell(row), number?, quiet?}`; a cell is a text or a node
 */
export function table({ caption, captioned = false, columns, rows, empty }) {
  if (rows.length === 0) {
    return h("p", { class: "nothing" }, empty ?? t("nothing"));
  }
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { class: captioned ? null : "unseen" }, caption),
      h("thead", {}, h("tr", {}, columns.map((it) => h("th", { scope: "col", class: classes(it) }, it.title)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, columns.map((it, at) => cell(it, row, at === 0))))),
    ),
  );
}

function classes(column) {
  return [column.number && "number", column.quiet && "quiet"].filter(Boolean).join(" ") || null;
}

function cell(column, row, first) {
  return h(first ? "th" : "td", { scope: first ? "row" : null, class: classes(column) }, column.cell(row));
}

/**
 * The way through a list of the API: its first page, and the one after this. The way back is the
 * browser's own, as each page has its address.
 *
 * @param go takes the cursor of a page, or null for the first
 */
export function pager({ shown, after, next, go }) {
  return h(
    "nav",
    { class: "pager", "aria-label": t("rows", { n: shown }) },
    h("span", { class: "quiet" }, t("rows", { n: shown })),
    after && h("button", { type: "button", onclick: () => go(null) }, t("first")),
    after && h("button", { type: "button", onclick: () => history.back() }, t("previous")),
    h("button", { type: "button", disabled: next === null, onclick: () => go(next) }, t("next")),
  );
}
