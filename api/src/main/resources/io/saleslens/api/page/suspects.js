import { get } from "./api.js";
import { csvButton } from "./csv.js";
import { h } from "./dom.js";
import { evidenceDrawer, state } from "./evidence.js";
import { filterForm } from "./filters.js";
import * as format from "./format.js";
import { freshness } from "./freshness.js";
import { explain, fill } from "./loading.js";
import { go, here, to } from "./route.js";
import { fieldsOf } from "./suspect-filters.js";
import { pager, table } from "./table.js";
import { common, texts } from "./texts.js";

const t = texts({
  en: {
    sales: "Suspect sales",
    groups: "Groups of suspect sales",
    show: "Show",
    by_sale: "Sales",
    by_group: "Groups",
    sold_at: "Sold at",
    day: "Business day",
    card: "Card number",
    approval: "Approval no.",
    each: "Each",
    amount: "Amount",
    weekly_aov: "Weekly AOV",
    ratio: "× AOV",
    repeats: "Repeats",
    state: "State",
    number: "Sales",
    canceled: "Canceled",
    num_suspects: "Suspect sales",
    num_groups: "Groups",
    at_risk: "Amount at risk",
    no_totals: "Totals are known for stores, days and rule only, not for these filters.",
    nothing_found: "No suspects match these filters.",
    nothing_yet: "No suspects yet. They are found when days are computed:",
    unusable: "{detail}",
    refused: "A filter above cannot be used as it is.",
    lost_page: "That page of the list is not known any more; here is its first page.",
    not_for_groups: "Not used for groups: {filters}. They are for sales.",
  },
  ko: {
    sales: "의심 거래",
    groups: "의심 거래 그룹",
    show: "보기",
    by_sale: "거래별",
    by_group: "그룹별",
    sold_at: "거래 시각",
    day: "영업일",
    card: "카드번호",
    approval: "승인번호",
    each: "건당 금액",
    amount: "금액",
    weekly_aov: "주간 객단가",
    ratio: "객단가 대비",
    repeats: "반복 횟수",
    state: "상태",
    number: "거래 수",
    canceled: "취소",
    num_suspects: "의심 거래",
    num_groups: "그룹",
    at_risk: "의심 금액",
    no_totals: "합계는 매장·기간·규칙으로만 조회할 수 있어 이 필터에는 표시하지 않습니다.",
    nothing_found: "조건에 맞는 의심 거래가 없습니다.",
    nothing_yet: "아직 의심 거래가 없습니다. 일자를 계산하면 나타납니다:",
    unusable: "사용할 수 없는 값입니다. {detail}",
    refused: "위 필터 중 사용할 수 없는 값이 있습니다.",
    lost_page: "목록의 해당 페이지를 더는 찾을 수 없어 첫 페이지를 표시합니다.",
    not_for_groups: "그룹별 보기에 적용되지 않는 필터: {filters}. 거래별 보기에서만 적용됩니다.",
  },
});

const PAGE = 25;
const NO_SUSPECTS = { num_sale: 0, num_group: 0, amount_sale: 0 };
const DRAWER = ["sale", "group"];
const TOTALLED = ["store_id", "from", "to", "rule"];

const SALES = {
  path: "frauds",
  title: "sales",
  filters: [...TOTALLED, "min_ratio", "card_number", "min_amount", "group_id"],
  fields: "id,store_id,business_date,sold_at,card_number,num_approval,amount_sale,week_unit_price,aov_ratio,repeat_count,is_canceled",
  opens: (it) => ({ sale: it.id }),
  columns: () => [
    { title: t("sold_at"), cell: moment },
    { title: common("store"), cell: storeLink },
    { title: t("card"), cell: (it) => it.card_number ?? "–", wide: true },
    { title: t("approval"), cell: (it) => it.num_approval ?? "–", wide: true, quiet: true },
    { title: t("state"), cell: (it) => state(it.is_canceled), wide: true },
    { title: t("repeats"), cell: (it) => format.count(it.repeat_count), wide: true, number: true },
    { title: t("weekly_aov"), cell: (it) => format.money(it.week_unit_price), wide: true, number: true, quiet: true },
    { title: t("amount"), cell: (it) => format.money(it.amount_sale), number: true },
    { title: t("ratio"), cell: (it) => format.ratio(it.aov_ratio), number: true },
  ],
};

const GROUPS = {
  path: "frauds/groups",
  title: "groups",
  filters: [...TOTALLED, "min_ratio"],
  fields: "group_id,store_id,business_date,card_number,amount_sale,num_sale,num_canceled,week_unit_price,aov_ratio",
  opens: (it) => ({ group: it.group_id }),
  columns: () => [
    { title: t("day"), cell: (it) => format.day(it.business_date) },
    { title: common("store"), cell: storeLink },
    { title: t("card"), cell: (it) => it.card_number, wide: true },
    { title: t("number"), cell: (it) => format.count(it.num_sale), number: true },
    { title: t("canceled"), cell: (it) => format.count(it.num_canceled), wide: true, number: true },
    { title: t("weekly_aov"), cell: (it) => format.money(it.week_unit_price), wide: true, number: true, quiet: true },
    { title: t("each"), cell: (it) => format.money(it.amount_sale), number: true },
    { title: t("ratio"), cell: (it) => format.ratio(it.aov_ratio), number: true },
  ],
};

/** A phone has no room for the column of states. */
function moment({ business_date, sold_at, is_canceled }) {
  return h(
    "span",
    { class: "moment" },
    h("span", {}, format.day(business_date)),
    " ",
    h("span", {}, format.time(sold_at)),
    is_canceled && h("span", { class: "phone" }, state(is_canceled)),
  );
}

function storeLink({ store_id }) {
  return h("a", { href: to(["stores", store_id]) }, store_id);
}

function pick(values, names) {
  return Object.fromEntries(names.filter((it) => values[it]).map((it) => [it, values[it]]));
}

function without(values, names) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

export const suspects = {
  role: "analyst",
  title: () => common("suspects"),

  async show(place, { query, signal, follow }) {
    const list = query.view === "groups" ? GROUPS : SALES;
    const view = { list, query, signal, asked: pick(query, list.filters), form: formOf(list, query) };
    const drawer = drawerOf(view, follow);
    const totals = h("div");
    const { card, shown } = listCard(view);
    place.append(view.form.element, totals, card, drawer.element);
    await Promise.all([fillTotals(totals, view), shown, drawer.show(query)]);
  },
};

function formOf(list, query) {
  const unused = without(pick(query, SALES.filters), list.filters); // for whoever goes back to sales
  return filterForm({
    fields: fieldsOf(list.filters),
    values: query,
    apply: (values) => go(["suspects"], { view: query.view, ...unused, ...values }),
    clear: () => go(["suspects"], { view: query.view }),
  });
}

/** The drawer has its own address: opening and closing it leaves the list alone. */
function drawerOf(view, follow) {
  let listIsBehind = false;
  const drawer = evidenceDrawer({
    signal: view.signal,
    left: () => {
      const { query } = here();
      if (!DRAWER.some((it) => query[it])) {
        return; // closed by the way back
      }
      if (listIsBehind) {
        history.back();
      } else {
        location.replace(to(["suspects"], without(query, DRAWER)));
      }
    },
  });
  follow(({ path, query }) => {
    if (to(path, without(query, DRAWER)) !== to(["suspects"], without(view.query, DRAWER))) {
      return null;
    }
    listIsBehind = true;
    return drawer.show(query);
  });
  return drawer;
}

/** Totals of all that the list has, if they can be told for its filters. */
async function fillTotals(place, { asked, signal }) {
  if (Object.keys(asked).some((it) => !TOTALLED.includes(it))) {
    place.append(h("p", { class: "quiet" }, t("no_totals")));
    return;
  }
  const load = () =>
    get("frauds/totals", { ...asked, period: "all" }, signal).catch((e) => {
      if (isOfField(e)) {
        return null; // the list says so
      }
      throw e;
    });
  await fill(place, load, (answer) => answer && tiles(answer.items[0] ?? NO_SUSPECTS), signal);
}

function tiles(total) {
  const tile = (title, value) => h("div", { class: "tile" }, h("dt", {}, title), h("dd", {}, value));
  return h(
    "dl",
    { class: "tiles" },
    tile(t("num_suspects"), format.count(total.num_sale)),
    tile(t("num_groups"), format.count(total.num_group)),
    tile(t("at_risk"), format.money(total.amount_sale)),
  );
}

function isOfField(error) {
  return error.status === 400 && SALES.filters.includes(error.problem?.parameter);
}

function listCard(view) {
  const { list, query, asked, signal } = view;
  const title = h("h2", {}, t(list.title));
  const csv = csvButton(list.path, asked, list.path.replace("/", "-") + ".csv");
  const place = h("div", { class: "listed" });
  const card = h(
    "section",
    { class: "card" },
    h("header", {}, title, h("div", { class: "actions" }, switchOf(view), csv)),
    unusedNotice(list, query),
    place,
  );
  return { card, shown: fill(place, () => load(view), (answer) => draw(view, answer), signal) };
}

function switchOf({ list, query }) {
  const rest = without(query, ["after", "view", ...DRAWER]);
  const link = (it, text, view) => h("a", { href: to(["suspects"], { ...rest, view }), "aria-current": it === list ? "true" : null }, text);
  return h("nav", { class: "switch", "aria-label": t("show") }, link(SALES, t("by_sale")), link(GROUPS, t("by_group"), "groups"));
}

function unusedNotice(list, query) {
  const unused = Object.keys(without(pick(query, SALES.filters), list.filters));
  const filters = fieldsOf(unused).map((it) => it.label);
  return filters.length > 0 && h("p", { class: "warn" }, t("not_for_groups", { filters: filters.join(", ") }));
}

/** A page of the list, or null if a filter was refused. */
async function load({ list, query, asked, form, signal }) {
  const page = (after) => get(list.path, { ...asked, fields: list.fields, limit: PAGE, after }, signal);
  try {
    return await page(query.after);
  } catch (e) {
    if (e.code === "cursor_expired" || e.code === "invalid_cursor") {
      delete query.after;
      history.replaceState(null, "", to(["suspects"], query));
      return { ...(await page()), lost: e.code };
    }
    if (isOfField(e) && form.refuse(e.problem.parameter, t("unusable", { detail: explain(e) }))) {
      return null;
    }
    throw e;
  }
}

function draw({ list, query, asked }, answer) {
  if (answer === null) {
    return h("p", { class: "nothing" }, t("refused"));
  }
  const { items, next, lost } = answer;
  const rest = without(query, DRAWER);
  const found = Object.keys(asked).length > 0 || query.after;
  return [
    lost && h("p", { class: "notice", role: "status" }, lost === "cursor_expired" ? common("expired") : t("lost_page")),
    freshness(answer.freshness),
    table({
      caption: t(list.title),
      columns: list.columns(),
      rows: items,
      href: (it) => to(["suspects"], { ...rest, ...list.opens(it) }),
      empty: found ? t("nothing_found") : [t("nothing_yet"), " ", h("a", { href: to(["jobs"]) }, common("jobs"))],
    }),
    (items.length > 0 || query.after) && pager({ shown: items.length, after: query.after, next, go: (after) => go(["suspects"], { ...rest, after }) }),
  ];
}
