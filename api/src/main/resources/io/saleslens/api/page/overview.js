import { get } from "./api.js";
import { card, choices, tile, tiles } from "./card.js";
import { dayChart } from "./chart.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { evidenceLink, storeLink } from "./links.js";
import { ahead, fill } from "./loading.js";
import { newestDays } from "./newest.js";
import { go, to } from "./route.js";
import { session } from "./session.js";
import { table } from "./table.js";
import { common, texts } from "./texts.js";
import { byDay, totalOf } from "./totals.js";

const t = texts({
  en: {
    period: "Period",
    days: "{n} days",
    days_one: "Last day",
    none: "Nothing was computed yet. Run ./saleslens backfill, then ./saleslens refresh.",
    compared: "{days}, compared with {before}",
    alone: "{days}; there is no such period before to compare with",
    unended: "{days}, which is not over yet",
    from_before: "{change} from {before}",
    risk: "Amount at risk",
    suspect_sales: "Suspect sales",
    suspects_by_day: "Suspect sales by day",
    sales_by_day: "Sales by day",
    aov_by_day: "AOV by day",
    so_far: "Not over yet",
    top_stores: "Stores that sold most",
    all_stores: "All stores",
    week_aov: "Weekly AOV",
    newest_suspects: "Newest suspects",
    all_suspects: "All suspects",
    evidence: "Evidence",
    ratio: "× AOV",
    no_suspects: "No sale is suspect.",
    read: "MySQL was read",
    never: "never",
    computed: "Computed",
    waits: "some days wait for a refresh",
    done: "all days",
    verified: "Compared with MySQL",
  },
  ko: {
    period: "기간",
    days: "{n}일",
    days_one: "최근 1일",
    none: "아직 계산된 날이 없습니다. ./saleslens backfill, ./saleslens refresh 순서로 실행하세요.",
    compared: "{days} (비교: {before})",
    alone: "{days} (비교할 이전 기간 없음)",
    unended: "{days} (아직 끝나지 않은 날)",
    from_before: "{before} 대비 {change}",
    risk: "의심 금액",
    suspect_sales: "의심 거래 건수",
    suspects_by_day: "일별 의심 거래",
    sales_by_day: "일별 매출",
    aov_by_day: "일별 객단가",
    so_far: "진행 중인 날",
    top_stores: "매출 상위 매장",
    all_stores: "전체 매장",
    week_aov: "주간 객단가",
    newest_suspects: "최근 의심 거래",
    all_suspects: "전체 의심 거래",
    evidence: "근거",
    ratio: "객단가 대비",
    no_suspects: "의심 거래가 없습니다.",
    read: "MySQL 반영",
    never: "없음",
    computed: "계산",
    waits: "계산을 기다리는 날이 있음",
    done: "모든 날 완료",
    verified: "MySQL 대조",
  },
});

const PERIODS = [1, 7, 30, 90];
const LEAST_IN_CHART = 30;
const MOST_STORES = 10;
const MOST_GROUPS = 10;
const A_DAY = 86_400_000;

export const overview = {
  role: "reader",
  title: () => common("overview"),
  async show(place, { query, signal }) {
    const number = PERIODS.find((it) => String(it) === query.days) ?? PERIODS[0];
    const links = PERIODS.map((n) => ({ text: t("days", { n }), href: to([], { days: n === PERIODS[0] ? null : n }), chosen: n === number }));
    const body = h("div", { class: "view" });
    place.append(choices(t("period"), links), body);
    let drawn;
    const load = () => Promise.all([newestDays(signal), get("days", { limit: 1, fields: "date" }, signal)]);
    const draw = ([newest, { items }]) => {
      if (newest.last === null) {
        return [freshness(newest.freshness, false), h("p", { class: "nothing" }, t("none"))];
      }
      const period = periodOf(newest, items[0].date, number);
      const parts = partsOf(period, signal);
      drawn = Promise.all(parts.flatMap(([, its]) => its).map((it) => fill(it.body, it.load, it.draw, signal)));
      return [
        freshness(newest.freshness, true),
        h("p", { class: period.unended ? "warn" : "quiet" }, wordsOf(period)),
        parts.map(([classes, its]) => its.length > 0 && h("div", { class: classes }, its.map((it) => it.element))),
      ].flat();
    };
    await fill(body, load, draw, signal);
    await drawn;
  },
};

/** The days to look at, and as many before them, which are null where the data begin later. */
function periodOf({ last, running }, first, number) {
  const notBefore = (day) => (day < first ? first : day);
  const from = format.daysAfter(last, 1 - number);
  const before = { from: format.daysAfter(from, -number), to: format.daysAfter(from, -1) };
  const inChart = format.daysAfter(last, 1 - Math.max(number, LEAST_IN_CHART));
  return {
    now: { from: notBefore(from), to: last },
    before: before.from < first ? null : before,
    days: format.daysBetween(notBefore(inChart), running ?? last),
    running,
    unended: last === running,
  };
}

function wordsOf({ now, before, unended }) {
  const words = ({ from, to: last }) => (from === last ? format.day(from, { dateStyle: "full" }) : format.days(from, last));
  return t(unended ? "unended" : before ? "compared" : "alone", { days: words(now), before: before && words(before) });
}

/** The parts, row by row: `[classes, [{element, body, load, draw}]]`, each part filled by itself. */
function partsOf(period, signal) {
  const ofAnalysts = (...its) => (session.may("analyst") ? its.map((it) => it(period, signal)) : []);
  return [
    ["numbers", [salesTiles(period, signal), ...ofAnalysts(suspectTiles)]],
    ["columns", salesCharts(period, signal)],
    ["columns", ofAnalysts(suspectChart)],
    ["columns", [topStores(period, signal), ...ofAnalysts(newestGroups)]],
  ];
}

// ---- tiles

function salesTiles(period, signal) {
  return totalTiles("totals", period, signal, [
    [common("sales"), "total_sale", format.money, 0],
    [common("aov"), "unit_price", format.money, null],
    [common("number_of_sales"), "num_sale", format.count, 0],
    [common("customers"), "num_customer", format.count, 0],
  ]);
}

function suspectTiles(period, signal) {
  return totalTiles("frauds/totals", period, signal, [
    [t("suspect_sales"), "num_sale", format.count, 0],
    [t("risk"), "amount_sale", format.money, 0],
  ]);
}

/** @param numbers `[title, field, format, value where there is nothing]` */
function totalTiles(path, { now, before }, signal, numbers) {
  const body = h("div");
  const note = (value, earlier, show) => earlier > 0 && t("from_before", { change: format.change((value ?? 0) / earlier), before: show(earlier) });
  return {
    element: body,
    body,
    load: () => Promise.all([totalOf(path, now, signal), before && totalOf(path, before, signal)]),
    draw: ([total, earlier]) =>
      tiles(numbers.map(([title, field, show, none]) => tile(title, show(total?.[field] ?? none), note(total?.[field], earlier?.[field], show)))),
  };
}

// ---- charts

/** Two charts of one answer. */
function salesCharts(period, signal) {
  const load = ahead(() => get("totals", { ...byDayOf(period), fields: "from,total_sale,unit_price" }, signal));
  return [
    { ...card(t("sales_by_day")), load, draw: ({ items }) => salesChart(period, items, signal) },
    { ...card(t("aov_by_day")), load, draw: ({ items }) => aovChart(period, items, signal) },
  ];
}

function byDayOf({ days }) {
  return { period: "day", from: days[0], to: days.at(-1), limit: days.length };
}

function salesChart(period, items, signal) {
  const values = byDay(period.days, items, "total_sale");
  return dayChart(
    {
      title: t("sales_by_day"),
      days: period.days,
      tick: format.moneyShort,
      sync: "overview",
      series: bars(period, values, { title: common("sales"), ink: "sales", format: format.money }),
    },
    signal,
  );
}

/** Bars of days that are over, and a paler one of the day that is not. */
function bars({ days, running }, values, series) {
  const only = (chosen) => values.map((value, at) => (chosen(days[at]) ? value : null));
  const over = { ...series, kind: "bars", values: only((day) => day !== running) };
  return running === null ? [over] : [over, { ...series, kind: "bars", title: t("so_far"), ink: "baseline", values: only((day) => day === running) }];
}

function aovChart({ days, running, unended }, items, signal) {
  const values = byDay(days, items, "unit_price");
  return dayChart(
    {
      title: t("aov_by_day"),
      days,
      tick: format.moneyShort,
      sync: "overview",
      series: [{ title: common("aov"), ink: "aov", format: format.money, values: values.map((it, at) => (days[at] === running && !unended ? null : it)) }],
    },
    signal,
  );
}

function suspectChart(period, signal) {
  return {
    ...card(t("suspects_by_day")),
    load: () => get("frauds/totals", { ...byDayOf(period), fields: "from,num_sale,amount_sale" }, signal),
    draw: ({ items }) =>
      dayChart(
        {
          title: t("suspects_by_day"),
          days: period.days,
          tick: format.countShort,
          sync: "overview",
          series: bars(period, byDay(period.days, items, "num_sale").map((it) => it ?? 0), { title: t("suspect_sales"), ink: "alert", format: format.count }),
          height: 200,
          pick: (at) => go(["suspects"], { from: period.days[at], to: period.days[at] }),
        },
        signal,
      ),
  };
}

// ---- tables

function topStores({ now }, signal) {
  const asOf = format.daysAfter(now.to, 1);
  const week = { from: format.daysAfter(asOf, -7), to: now.to };
  return {
    ...card(t("top_stores"), h("a", { href: to(["stores"]) }, t("all_stores"))),
    load: () =>
      get(
        "aov/weekly",
        { from: asOf, to: asOf, sort: "total_sale", order: "desc", limit: MOST_STORES, fields: "store_id,total_sale,num_customer,week_unit_price" },
        signal,
      ),
    draw: ({ items }) =>
      table({
        caption: format.days(week.from, week.to),
        captioned: true,
        rows: items,
        columns: [
          { title: common("store"), cell: (it) => storeLink(it.store_id) },
          { title: common("sales"), number: true, cell: (it) => format.money(it.total_sale) },
          { title: common("customers"), number: true, cell: (it) => format.count(it.num_customer) },
          { title: t("week_aov"), number: true, cell: (it) => format.money(it.week_unit_price) },
        ],
      }),
  };
}

function newestGroups(_, signal) {
  return {
    ...card(t("newest_suspects"), h("a", { href: to(["suspects"]) }, t("all_suspects"))),
    load: () => get("frauds/groups", { limit: MOST_GROUPS, fields: "group_id,business_date,store_id,amount_sale,num_sale,aov_ratio" }, signal),
    draw: ({ items }) =>
      table({
        caption: t("newest_suspects"),
        rows: items,
        empty: t("no_suspects"),
        columns: [
          { title: t("evidence"), cell: (it) => evidenceLink(it.group_id, format.count(it.num_sale), " × ", format.money(it.amount_sale)) },
          { title: common("store"), cell: (it) => storeLink(it.store_id) },
          { title: common("date"), cell: (it) => format.day(it.business_date) },
          { title: t("ratio"), number: true, cell: (it) => format.ratio(it.aov_ratio) },
        ],
      }),
  };
}

// ---- freshness

/** @param any whether there is any day that could be computed */
function freshness({ read_through: through, dirty, verified_at: verified }, any) {
  const old = through === null || Date.now() - Date.parse(through) > A_DAY;
  const fact = (title, value, warn = false) => h("div", {}, h("dt", {}, title), h("dd", { class: warn && "warn" }, value));
  const when = (instant) => (instant === null ? t("never") : h("span", { title: format.instant(instant) }, format.ago(instant)));
  return h(
    "dl",
    { class: "standing" },
    fact(t("read"), when(through), old),
    (dirty || any) && fact(t("computed"), dirty ? h("a", { href: to(["days"], { dirty: true }) }, t("waits")) : t("done"), dirty),
    fact(t("verified"), when(verified)),
  );
}
