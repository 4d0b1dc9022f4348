import { get } from "./api.js";
import { card, choices, tile, tiles } from "./card.js";
import { dayChart } from "./chart.js";
import { csvButton } from "./csv.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { freshness } from "./freshness.js";
import { evidenceLink } from "./links.js";
import { listed } from "./lists.js";
import { ahead, fill } from "./loading.js";
import { newestDays } from "./newest.js";
import { go, here, to } from "./route.js";
import { session } from "./session.js";
import { pagedTable, table } from "./table.js";
import { common, texts } from "./texts.js";
import { byDay } from "./totals.js";

const t = texts({
  en: {
    title: "Store {id}",
    all: "All stores",
    period: "Period",
    days: "{n} days",
    days_of: "Days of store {id}",
    unknown: "There is no store {id}: no sale of it was ever read.",
    none: "No day is computed yet. Run ./saleslens backfill, then ./saleslens refresh.",
    trend: "Sales, week on week",
    from_before: "from {before}",
    aov_change: "AOV {change}",
    num_sales: "{n} sales",
    num_sales_one: "1 sale",
    num_customers: "{n} customers",
    num_customers_one: "1 customer",
    baseline: "Weekly AOV",
    no_baseline: "no counted sale in the 7 days",
    canceled: "Canceled",
    num_canceled: "Canceled",
    canceled_of: "{n} of {all} sales",
    suspects: "Suspect sales",
    groups: "{n} groups",
    groups_one: "1 group",
    sales_by_day: "Sales by day",
    aov_by_day: "AOV by day, and what is normal",
    so_far: "Not over yet",
    threshold: "{n}× weekly AOV",
    suspect_amounts: "Suspect sales, each",
    marked: "Each dot is a group of suspect sales, at the amount of each. A click on its day opens it; all are listed below.",
    not_drawn: "{n} older groups are not drawn.",
    not_drawn_one: "1 older group is not drawn.",
    beside: "Beside all stores",
    beside_last: "Beside all stores, last {n} days",
    this_store: "This store",
    median: "Median of all stores",
    rank: "Rank {rank} of {n} by AOV on {day}",
    each_day: "Each day",
    average_ticket: "Per sale",
    newest_suspects: "Suspects of these days",
    newest_of: "The newest {n} of {all} groups",
    no_suspects: "Nothing is suspect in these days.",
    all_suspects: "In the list of suspects",
    evidence: "Evidence",
    ratio: "× AOV",
  },
  ko: {
    title: "매장 {id}",
    all: "전체 매장",
    period: "기간",
    days: "{n}일",
    days_of: "매장 {id} 일별 실적",
    unknown: "매장 {id}은(는) 없습니다. 이 매장의 거래를 읽은 적이 없습니다.",
    none: "아직 계산된 날이 없습니다. ./saleslens backfill, ./saleslens refresh 순서로 실행하세요.",
    trend: "전주 대비 매출",
    from_before: "직전 7일 {before}",
    aov_change: "객단가 {change}",
    num_sales: "판매 {n}건",
    num_customers: "고객 {n}명",
    baseline: "주간 객단가",
    no_baseline: "최근 7일간 매출 없음",
    canceled: "취소율",
    num_canceled: "취소 건수",
    canceled_of: "{all}건 중 {n}건",
    suspects: "의심 거래",
    groups: "그룹 {n}개",
    sales_by_day: "일별 매출",
    aov_by_day: "일별 객단가와 기준",
    so_far: "진행 중인 날",
    threshold: "주간 객단가의 {n}배",
    suspect_amounts: "의심 거래 건당 금액",
    marked: "점 하나는 의심 거래 그룹이며, 높이는 건당 금액입니다. 해당 날짜를 누르면 근거가 열립니다. 전체 목록은 아래에 있습니다.",
    not_drawn: "이전 그룹 {n}개는 표시하지 않았습니다.",
    beside: "전체 매장과 비교",
    beside_last: "전체 매장과 비교, 최근 {n}일",
    this_store: "이 매장",
    median: "전체 매장 중앙값",
    rank: "{day} 객단가 순위: {n}곳 중 {rank}위",
    each_day: "일별 내역",
    average_ticket: "건당 금액",
    newest_suspects: "기간 내 의심 거래",
    newest_of: "그룹 {all}개 중 최근 {n}개",
    no_suspects: "이 기간에는 의심 거래가 없습니다.",
    all_suspects: "의심 거래 목록에서 보기",
    evidence: "근거",
    ratio: "객단가 대비",
  },
});

const PERIODS = [28, 90, 365];
const MOST_COMPARED = 92;
const MOST_DRAWN = 200;
const USUAL_MULTIPLE = 2;
const MOST_GROUPS = 25;
const TWO_WEEKS = 14;

export const store = {
  role: "reader",
  title: ([, id]) => t("title", { id }),
  async show(place, { path: [, id], query, signal }) {
    const number = PERIODS.find((it) => String(it) === query.days) ?? PERIODS[0];
    const links = PERIODS.map((n) => ({
      text: t("days", { n }),
      href: to(["stores", id], { ...query, days: n === PERIODS[0] ? null : n, page: null }),
      chosen: n === number,
    }));
    const body = h("div", { class: "view" });
    place.append(h("div", { class: "bar" }, choices(t("period"), links), h("a", { href: to(["stores"]) }, t("all"))), body);
    let drawn;
    const load = async () => {
      const period = await periodOf(query.as_of, number, signal);
      return period && { period, parts: partsOf(id, period, signal), summary: await summaryOf(id, period, signal) };
    };
    const draw = (answer) => {
      if (!answer?.summary) {
        return h("p", { class: "notice" }, answer === null ? t("none") : t("unknown", { id }));
      }
      const { period, parts, summary } = answer;
      const chosen = parts(summary);
      drawn = Promise.all(chosen.map((it) => fill(it.body, it.load, it.draw, signal)));
      return [
        h("p", { class: "quiet" }, format.days(period.from, period.to)),
        summaryTiles(summary),
        ...chosen.map((it) => it.element),
        daysCard(id, period, summary, query),
        freshness(summary.freshness),
      ];
    };
    await fill(body, load, draw, signal);
    await drawn;
  },
};

/**
 * The days to look at, `from` and `to`, after which it is `asOf`; with the day under way, if there is
 * one and the address names no other, for the charts. Null where no day is computed.
 */
async function periodOf(asked, number, signal) {
  const ending = async () => {
    const { last, running } = await newestDays(signal);
    return last && { to: last, shown: running ?? last, running };
  };
  const before = format.isDay(asked) && format.daysAfter(asked, -1);
  const end = before ? { to: before, shown: before, running: null } : await ending();
  if (end === null) {
    return null;
  }
  const from = format.daysAfter(end.to, 1 - number);
  return { ...end, number, from, asOf: format.daysAfter(end.to, 1), days: format.daysBetween(from, end.shown) };
}

/** What is known of the store in these days, or null if there is no such store. */
async function summaryOf(id, { asOf, number }, signal) {
  try {
    return await get(`stores/${encodeURIComponent(id)}/summary`, { as_of: asOf, days: number }, signal);
  } catch (e) {
    if (e.status !== 404) {
      throw e;
    }
    return null;
  }
}

/** The cards, asked for at once though drawn once there is the summary. */
function partsOf(id, period, signal) {
  const inDays = { store_id: listed(id), from: period.from, to: period.shown };
  const daily = ahead(() => get("aov/daily", { ...inDays, limit: period.days.length, fields: "date,total_sale,unit_price" }, signal));
  const weekly = ahead(() => get("aov/weekly", { ...inDays, limit: period.days.length, fields: "as_of,week_unit_price" }, signal));
  const groups = session.may("analyst") && ahead(() => get("frauds/groups", { ...inDays, limit: MOST_DRAWN, fields: GROUP_FIELDS }, signal));
  const comparison = ahead(() => get(`stores/${encodeURIComponent(id)}/comparison`, compared(period), signal));
  return (summary) =>
    [
      { ...card(t("sales_by_day")), load: daily, draw: (it) => salesChart(period, it.items, signal) },
      {
        ...card(t("aov_by_day")),
        load: () => Promise.all([daily(), weekly(), groups && groups()]),
        draw: ([days, weeks, suspects]) => aovChart(period, days.items, weeks.items, suspects, summary, signal),
      },
      groups && { ...groupsCard(id, period), load: groups, draw: (it) => groupsTable(it, summary, period) },
      { ...comparisonCard(period), load: comparison, draw: (it) => comparisonChart(it, signal) },
    ].filter(Boolean);
}

const GROUP_FIELDS = "group_id,store_id,business_date,amount_sale,num_sale,aov_ratio,week_unit_price,threshold";

// ---- tiles

function summaryTiles({ total, trend, baseline, canceled, suspects }) {
  return tiles(
    tile(common("sales"), format.money(total.total_sale), t("num_sales", plural(total.num_sale))),
    tile(common("aov"), format.money(total.unit_price), t("num_customers", plural(total.num_customer))),
    tile(
      t("trend"),
      format.change(trend.total_sale_ratio),
      t("from_before", { before: format.money(trend.before.total_sale) }),
      trend.unit_price_ratio !== null && t("aov_change", { change: format.change(trend.unit_price_ratio) }),
    ),
    tile(t("baseline"), format.money(baseline?.week_unit_price), baseline === null ? t("no_baseline") : format.days(baseline.start_date, baseline.end_date, { month: "short", day: "numeric" })),
    tile(t("canceled"), format.percent(canceled.share), t("canceled_of", { n: format.count(canceled.num_canceled), all: format.count(canceled.num_all) })),
    suspects && tile(t("suspects"), format.count(suspects.num_sale), t("groups", plural(suspects.num_group)), format.money(suspects.amount_sale)),
  );
}

/** For texts with a form for one: the number itself stays comparable. */
function plural(n) {
  return { n: n === 1 ? 1 : format.count(n) };
}

// ---- charts

/** A day's values as those of days that are over, and those of the day that is not. */
function parted({ days, running }, values) {
  const over = values.map((it, at) => (days[at] === running ? null : it));
  const unended = values.map((it, at) => (days[at] === running ? it : null));
  return { over, unended };
}

function salesChart(period, items, signal) {
  const { over, unended } = parted(period, byDay(period.days, items, "total_sale", "date"));
  const bars = { kind: "bars", format: format.money };
  return dayChart(
    {
      title: t("sales_by_day"),
      days: period.days,
      tick: format.moneyShort,
      height: 180,
      sync: "store",
      series: [
        { ...bars, title: common("sales"), ink: "sales", values: over },
        period.running && { ...bars, title: t("so_far"), ink: "baseline", values: unended },
      ].filter(Boolean),
    },
    signal,
  );
}

function aovChart(period, days, weeks, suspects, summary, signal) {
  const { over, unended } = parted(period, byDay(period.days, days, "unit_price", "date"));
  const normal = byDay(period.days, weeks, "week_unit_price", "as_of");
  const groups = suspects ? suspects.items : [];
  const multiple = groups[0]?.threshold.aov_multiple ?? USUAL_MULTIPLE;
  const ofDay = Map.groupBy(groups, (it) => it.business_date);
  const money = { format: format.money };
  const chart = dayChart(
    {
      title: t("aov_by_day"),
      days: period.days,
      tick: format.moneyShort,
      height: 300,
      sync: "store",
      series: [
        { ...money, title: t("baseline"), ink: "baseline", plain: true, values: normal },
        { ...money, title: t("threshold", { n: format.count(multiple) }), ink: "alert", plain: true, dash: true, values: normal.map((it) => it && it * multiple) },
        { ...money, title: common("aov"), ink: "aov", values: over },
        period.running && { title: t("so_far"), ink: "aov", kind: "marks", format: amounts, values: unended.map((it) => it && [it]) },
        suspects && { title: t("suspect_amounts"), ink: "alert", kind: "marks", format: amounts, values: period.days.map((it) => ofDay.get(it)?.map((group) => group.amount_sale) ?? null) },
      ].filter(Boolean),
      pick: groups.length > 0 && ((at) => openDay(ofDay.get(period.days[at]))),
    },
    signal,
  );
  return [groups.length > 0 && h("p", { class: "quiet" }, t("marked"), " ", notDrawn(suspects, summary, period)), chart];
}

function amounts(values) {
  return values === null || values === undefined ? format.money(null) : values.map((it) => format.money(it)).join(", ");
}

function openDay(groups) {
  if (groups?.length === 1) {
    go(["suspects"], { group: groups[0].group_id });
  } else if (groups) {
    const { store_id, business_date: day } = groups[0];
    go(["suspects"], { store_id: listed(store_id), from: day, to: day });
  }
}

/** How many groups there are in all; the summary knows of days that are over. */
function numberOf({ items, next }, { suspects }, { to: last }) {
  return next === null ? items.length : suspects.num_group + items.filter((it) => it.business_date > last).length;
}

function notDrawn(groups, summary, period) {
  const number = numberOf(groups, summary, period) - groups.items.length;
  return number > 0 && t("not_drawn", plural(number));
}

// ---- beside all stores

function compared({ from, to: last }) {
  const earliest = format.daysAfter(last, 1 - MOST_COMPARED);
  return { from: from < earliest ? earliest : from, to: last };
}

function comparisonCard({ number }) {
  return card(number > MOST_COMPARED ? t("beside_last", { n: MOST_COMPARED }) : t("beside"));
}

function comparisonChart({ items }, signal) {
  const ranked = items.findLast((it) => it.rank !== null);
  const money = { format: format.money };
  return [
    ranked && h("p", { class: "quiet" }, t("rank", { rank: format.count(ranked.rank), n: format.count(ranked.num_store), day: format.day(ranked.date) })),
    dayChart(
      {
        title: t("beside"),
        days: items.map((it) => it.date),
        tick: format.moneyShort,
        height: 200,
        series: [
          { ...money, title: t("median"), ink: "baseline", plain: true, values: items.map((it) => it.median_unit_price) },
          { ...money, title: t("this_store"), ink: "aov", values: items.map((it) => it.unit_price) },
        ],
      },
      signal,
    ),
  ];
}

// ---- tables

function groupsCard(id, { from, shown }) {
  return card(t("newest_suspects"), h("a", { href: to(["suspects"], { store_id: listed(id), from, to: shown }) }, t("all_suspects")));
}

function groupsTable(groups, summary, period) {
  const rows = groups.items.slice(0, MOST_GROUPS);
  const all = numberOf(groups, summary, period);
  return table({
    caption: rows.length < all ? t("newest_of", { n: rows.length, all: format.count(all) }) : t("groups", plural(all)),
    captioned: true,
    rows,
    empty: t("no_suspects"),
    columns: [
      { title: t("evidence"), cell: (it) => evidenceLink(it.group_id, format.count(it.num_sale), " × ", format.money(it.amount_sale)) },
      { title: common("date"), cell: (it) => format.day(it.business_date) },
      { title: t("baseline"), number: true, cell: (it) => format.money(it.week_unit_price) },
      { title: t("ratio"), number: true, cell: (it) => format.ratio(it.aov_ratio) },
    ],
  });
}

function daysCard(id, { from, to: last }, { days }, { page }) {
  const name = `store-${id}-${from}-${last}.csv`;
  const { element, body } = card(t("each_day"), csvButton("aov/daily", { store_id: listed(id), from, to: last }, name));
  const dim = (show) => (it) => (it.num_sale === 0 ? h("span", { class: "quiet" }, show(it)) : show(it));
  const number = (title, show, more) => ({ title, number: true, cell: dim(show), ...more });
  body.append(
    ...pagedTable({
      caption: t("days_of", { id }),
      rows: days.toReversed(),
      size: TWO_WEEKS,
      page: Number(page),
      turned: (now) => history.replaceState(null, "", to(here().path, { ...here().query, page: now === 1 ? null : now })),
      columns: [
        { title: common("date"), cell: dim((it) => format.day(it.date, { dateStyle: "medium" })) },
        number(common("sales"), (it) => format.money(it.total_sale)),
        number(common("number_of_sales"), (it) => format.count(it.num_sale), { wide: true }),
        number(common("customers"), (it) => format.count(it.num_customer)),
        number(common("aov"), (it) => format.money(it.unit_price)),
        number(t("average_ticket"), (it) => format.money(it.avg_ticket), { wide: true }),
        number(t("num_canceled"), (it) => format.count(it.num_canceled), { wide: true }),
      ],
    }),
  );
  return element;
}
