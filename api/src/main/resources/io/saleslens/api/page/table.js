import { h } from "./dom.js";
import { common as t } from "./texts.js";

/**
 * A table of rows at hand.
 *
 * @param caption what it is of; for screen readers, unless `captioned`
 * @param columns `{title, cell(row), number?, quiet?, wide?, sort?}`; titles and cells are texts or nodes;
 *     what is `wide` is left out on a phone; `sort` is "ascending" or "descending" where rows are
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
      h("thead", {}, h("tr", {}, columns.map((it) => h("th", { scope: "col", class: classes(it), "aria-sort": it.sort }, it.title)))),
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

/**
 * A table of rows at hand that are too many to show at once.
 *
 * @param size most rows of a page
 * @param page the first to show, from 1; what is no page is the first
 * @param turned told of the page that is shown
 */
export function pagedTable({ rows, size, page, turned, ...others }) {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  let now = Number.isInteger(page) && page >= 1 && page <= pages ? page : 1;
  const place = h("div");
  const status = h("span", { class: "quiet", role: "status" });
  const turn = (by) => {
    now += by;
    draw();
    turned(now);
  };
  const previous = h("button", { type: "button", onclick: () => turn(-1) }, t("previous"));
  const next = h("button", { type: "button", onclick: () => turn(1) }, t("next"));
  function draw() {
    const shown = rows.slice((now - 1) * size, now * size);
    place.replaceChildren(table({ ...others, rows: shown }));
    status.textContent = t("page_of", { from: (now - 1) * size + 1, to: (now - 1) * size + shown.length, n: rows.length });
    previous.disabled = now === 1;
    next.disabled = now === pages;
  }
  draw();
  return [place, pages > 1 && h("nav", { class: "pager", "aria-label": others.caption }, status, previous, next)].filter(Boolean);
}
