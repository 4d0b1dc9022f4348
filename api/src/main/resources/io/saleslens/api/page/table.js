import { h } from "./dom.js";
import { common as t } from "./texts.js";

/**
 * A table of rows at hand.
 *
 * @param caption what it is of; for screen readers, unless `captioned`
 * @param columns `{title, cell(row), number?, quiet?, wide?}`; a cell is a text or a node; what is
 *     `wide` is left out on a phone
 * @param href the address that a row leads to, by its first cell or a click anywhere in it
 */
export function table({ caption, captioned = false, columns, rows, empty, href }) {
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
      h("tbody", {}, rows.map((row) => tableRow(columns, row, href))),
    ),
  );
}

function classes(column) {
  return [column.number && "number", column.quiet && "quiet", column.wide && "wide"].filter(Boolean).join(" ") || null;
}

function tableRow(columns, row, href) {
  const [first, ...others] = columns;
  const link = href && h("a", { href: href(row) }, first.cell(row));
  return h(
    "tr",
    { class: link && "leads", onclick: link && ((event) => lead(event, link)) },
    h("th", { scope: "row", class: classes(first) }, link ?? first.cell(row)),
    others.map((it) => h("td", { class: classes(it) }, it.cell(row))),
  );
}

/** A click beside the links of a row is one on its own link, unless it ends the marking of text. */
function lead(event, link) {
  if (event.target.closest("a, button") === null && getSelection().isCollapsed) {
    link.focus();
    link.click();
  }
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
