import { get } from "./api.js";
import { card } from "./card.js";
import { csvButton } from "./csv.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { freshness } from "./freshness.js";
import { storeLink } from "./links.js";
import { fill } from "./loading.js";
import { newestDays } from "./newest.js";
import { go, to } from "./route.js";
import { storeSearch } from "./store-search.js";
import { pager, table } from "./table.js";
import { common, texts } from "./texts.js";

const t = texts({
  en: {
    list: "Weekly sales and AOV",
    week: "Week of {days}",
    week_aov: "Weekly AOV",
    min_sales: "Number of sales, at least",
    sort: "Sort by {column}",
    none: "No day is computed yet. Run ./saleslens backfill, then ./saleslens refresh.",
    none_such: "No store sold so much in this week.",
    none_sold: "No store sold anything in this week.",
  },
  ko: {
    list: "주간 매출과 객단가",
    week: "{days} 주간",
    week_aov: "주간 객단가",
    min_sales: "최소 판매 건수",
    sort: "{column} 기준 정렬",
    none: "아직 계산된 날이 없습니다. ./saleslens backfill, ./saleslens refresh 순서로 실행하세요.",
    none_such: "이 주에 그만큼 판매한 매장이 없습니다.",
    none_sold: "이 주에 판매한 매장이 없습니다.",
  },
});

const PAGE = 25;
const WEEK = 7;
const FIELDS = "store_id,total_sale,num_sale,num_customer,week_unit_price";

/** What the list can be sorted by; the first is the usual. */
const NUMBERS = [
  { field: "total_sale", title: () => common("sales"), format: format.money },
  { field: "num_sale", title: () => common("number_of_sales"), format: format.count, wide: true },
  { field: "num_customer", title: () => common("customers"), format: format.count },
  { field: "week_unit_price", title: () => t("week_aov"), format: format.money },
];

export const stores = {
  role: "reader",
  title: () => common("stores"),
  async show(place, { query, signal }) {
    const asked = askedOf(query);
    const body = h("div", { class: "view" });
    place.append(h("div", { class: "filters" }, storeSearch(signal), filterForm(asked)), body);
    await fill(body, () => load(asked, signal), (answer) => draw(answer, asked), signal);
  },
};

/** What the address asks for; what it cannot mean is left out. */
function askedOf({ sort, order, min_sales: least, as_of: asOf, after }) {
  return {
    sort: NUMBERS.some((it) => it.field === sort) ? sort : NUMBERS[0].field,
    order: order === "asc" ? "asc" : "desc",
    min_sales: /^[1-9]\d{0,15}$/.test(least) ? least : null,
    as_of: format.isDay(asOf) ? asOf : null,
    after: after ?? null,
  };
}

function addressOf(asked) {
  const usual = { sort: NUMBERS[0].field, order: "desc" };
  return Object.fromEntries(Object.entries(asked).filter(([name, it]) => it !== usual[name]));
}

function filterForm(asked) {
  const least = h("input", { type: "number", min: 1, step: 1, inputmode: "numeric", value: asked.min_sales });
  const apply = (event) => {
    event.preventDefault();
    go(["stores"], addressOf({ ...asked, min_sales: least.value, after: null }));
  };
  return h("form", { class: "filters", onsubmit: apply }, h("label", {}, t("min_sales"), least), h("button", { type: "submit" }, common("apply")));
}

/** A page of the newest week, or of the one that the address names; null if there is none. */
async function load(asked, signal) {
  const asOf = asked.as_of ?? (await newestAsOf(signal));
  if (asOf === null) {
    return null;
  }
  const { sort, order, min_sales, after } = asked;
  const list = { from: asOf, to: asOf, sort, order, min_sales, fields: FIELDS };
  try {
    return { asOf, list, page: await get("aov/weekly", { ...list, limit: PAGE, after }, signal) };
  } catch (e) {
    if (after === null || (e.code !== "cursor_expired" && e.problem?.parameter !== "after")) {
      throw e;
    }
    return { asOf, list, page: await get("aov/weekly", { ...list, limit: PAGE }, signal), expired: true };
  }
}

async function newestAsOf(signal) {
  const { last } = await newestDays(signal);
  return last && format.daysAfter(last, 1);
}

function draw(answer, asked) {
  if (answer === null) {
    return h("p", { class: "nothing" }, t("none"));
  }
  const { asOf, list, page, expired } = answer;
  const shown = { ...asked, after: expired ? null : asked.after };
  const { element, body } = card(t("list"), csvButton("aov/weekly", list, "stores-" + asOf + ".csv"));
  body.append(
    expired ? h("p", { class: "notice", role: "status" }, common("expired")) : "",
    table({
      caption: t("week", { days: format.days(format.daysAfter(asOf, -WEEK), format.daysAfter(asOf, -1)) }),
      captioned: true,
      rows: page.items,
      empty: t(asked.min_sales === null ? "none_sold" : "none_such"),
      columns: [{ title: common("store"), cell: (it) => storeLink(it.store_id) }, ...NUMBERS.map((it) => sortable(it, shown))],
    }),
    pager({
      shown: page.items.length,
      after: shown.after,
      next: page.next,
      // the week stays that of the first page, though another may have become the newest
      go: (after) => go(["stores"], addressOf({ ...shown, as_of: after === null ? asked.as_of : asOf, after })),
    }),
    freshness(page.freshness),
  );
  return element;
}

function sortable({ field, title, format: show, wide }, asked) {
  const isSorted = asked.sort === field;
  const turned = isSorted && asked.order === "desc" ? "asc" : "desc";
  const href = to(["stores"], addressOf({ ...asked, sort: field, order: turned, after: null }));
  return {
    title: h("a", { class: "sort", href, title: t("sort", { column: title() }) }, title()),
    sort: isSorted ? (asked.order === "desc" ? "descending" : "ascending") : null,
    number: true,
    wide,
    cell: (it) => show(it[field]),
  };
}
