// The drawer that says why a group of sales is suspect.

import { get } from "./api.js";
import { badge } from "./badge.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { freshness } from "./freshness.js";
import { listed } from "./lists.js";
import { fill } from "./loading.js";
import { multipleBars } from "./multiple-bars.js";
import { to } from "./route.js";
import { ruleName } from "./suspect-filters.js";
import { table } from "./table.js";
import { common, texts } from "./texts.js";

const t = texts({
  en: {
    evidence: "Why suspect",
    sales: "{n} sales of {amount} with card {card} at store {store} on {day}. ",
    sales_one: "1 sale of {amount} with card {card} at store {store} on {day}. ",
    above: "The store's average customer paid {aov} over the {days} days before ({from} – {to}), so each is {ratio}× that, above the threshold of {multiple}×.",
    rule_changed:
      "The store's average customer paid {aov} over the {days} days before ({from} – {to}), so each is {ratio}× that. By now the rule is set otherwise, to {repeats} sales above {multiple}×: a refresh of the day will judge them anew.",
    outdated: "They were judged by a weekly AOV of {aov}, so each was {ratio}× that, but the {days} days before ({from} – {to}) have changed since: they wait to be judged anew.",
    each: "Each sale",
    weekly_aov: "Weekly AOV",
    threshold: "{multiple}× = {amount}",
    bars: "Each sale {amount}, {ratio}× the weekly AOV of {aov}; the threshold is {multiple}×.",
    pending: "Sales that this depends on have changed and wait for a refresh: it may be judged otherwise then.",
    measured_by: "What it was measured by",
    day: "Business day",
    card: "Card number",
    number: "Sales",
    canceled_of: "{n}, {canceled} of them canceled",
    window: "Days before",
    baseline: "{sales} from {customers} customers",
    gone: "changed since",
    multiple: "Multiple",
    times: "{ratio}×",
    rule: "Rule",
    rule_is: "{rule}: {repeats} sales or more, each above {multiple}×",
    with_canceled: "canceled sales count",
    without_canceled: "canceled sales do not count",
    detected: "Detected",
    in_time: "Its sales in order of time",
    some: "The first {n} of {all} by number.",
    all_of_them: "All of them",
    time: "Time",
    sale: "Sale",
    approval: "Approval no.",
    state: "State",
    approved: "approved",
    canceled: "canceled",
    this_one: "this one",
    further: "Further",
    store_page: "Store {store}",
    of_store: "All suspects of this store",
    of_card: "All suspects with this card number",
  },
  ko: {
    evidence: "의심 근거",
    sales: "{day} 매장 {store}에서 카드번호 {card}의 {amount} 결제가 {n}건 있었습니다. ",
    above: "직전 {days}일({from} ~ {to}) 이 매장의 객단가는 {aov}이며, 각 결제는 그 {ratio}배로 기준인 {multiple}배를 넘습니다.",
    rule_changed:
      "직전 {days}일({from} ~ {to}) 이 매장의 객단가는 {aov}이며, 각 결제는 그 {ratio}배입니다. 이후 규칙이 {repeats}건 이상, {multiple}배 초과로 바뀌어, 해당 일자를 다시 계산하면 새로 판정합니다.",
    outdated: "당시 주간 객단가 {aov}의 {ratio}배로 판정했으나, 직전 {days}일({from} ~ {to})의 매출이 그 뒤에 바뀌어 다시 판정을 기다리고 있습니다.",
    each: "건당 금액",
    weekly_aov: "주간 객단가",
    threshold: "{multiple}배 = {amount}",
    bars: "건당 {amount}, 주간 객단가 {aov}의 {ratio}배. 기준은 {multiple}배.",
    pending: "근거가 되는 매출이 바뀌어 다시 계산을 기다리고 있습니다. 판정이 달라질 수 있습니다.",
    measured_by: "판정 기준",
    day: "영업일",
    card: "카드번호",
    number: "거래",
    canceled_of: "{n}건 (취소 {canceled}건)",
    window: "비교 기간",
    baseline: "매출 {sales} ÷ 고객 {customers}명",
    gone: "이후 변경됨",
    multiple: "배수",
    times: "{ratio}배",
    rule: "규칙",
    rule_is: "{rule}: {repeats}건 이상, 건당 객단가의 {multiple}배 초과",
    with_canceled: "취소 거래 포함",
    without_canceled: "취소 거래 제외",
    detected: "탐지 시각",
    in_time: "시간순 거래",
    some: "전체 {all}건 중 번호순 {n}건입니다.",
    all_of_them: "전체 보기",
    time: "시각",
    sale: "거래",
    approval: "승인번호",
    state: "상태",
    approved: "승인",
    canceled: "취소",
    this_one: "선택한 거래",
    further: "더 보기",
    store_page: "매장 {store}",
    of_store: "이 매장의 의심 거래 모두",
    of_card: "이 카드번호의 의심 거래 모두",
  },
});

const PAGE = 50;
const SALE_FIELDS = "id,sold_at,num_approval,is_canceled";

/**
 * The drawer, closed. Its `show({sale, group})` opens it for what the address asks for, or closes it
 * if that is neither, and ends when that is drawn.
 *
 * @param left is called when the reader has closed it
 */
export function evidenceDrawer({ left, signal }) {
  const content = h("div", { class: "content" });
  const closed = () => {
    content.replaceChildren();
    left();
  };
  const besides = (event) => event.target === drawer && drawer.close();
  const drawer = h(
    "dialog",
    { class: "drawer", "aria-labelledby": "evidence-title", onclose: closed, onclick: besides },
    h(
      "header",
      {},
      h("h2", { id: "evidence-title" }, t("evidence")),
      h("button", { type: "button", class: "close", "aria-label": common("close"), title: common("close"), onclick: () => drawer.close() }, "×"),
    ),
    content,
  );
  let before = new AbortController();
  const show = async ({ sale, group }) => {
    before.abort();
    before = new AbortController();
    if (!sale && !group) {
      drawer.close();
      return;
    }
    if (!drawer.open) {
      drawer.showModal();
    }
    const both = AbortSignal.any([signal, before.signal]);
    await fill(content, () => load(sale, group, both), draw, both);
    content.scrollTop = 0;
  };
  return { element: drawer, show };
}

async function load(sale, group, signal) {
  const id = group || (await get("frauds/" + encodeURIComponent(sale), { fields: "group_id" }, signal)).group_id;
  const [evidence, sales] = await Promise.all([
    get("frauds/groups/" + encodeURIComponent(id), {}, signal),
    get("frauds", { group_id: id, order: "asc", fields: SALE_FIELDS, limit: PAGE }, signal),
  ]);
  return { evidence, sales, sale };
}

function draw({ evidence, sales, sale }) {
  return [
    h("p", { class: "reason" }, reason(evidence)),
    evidence.freshness.dirty && h("p", { class: "notice" }, t("pending")),
    bars(evidence),
    h("section", {}, h("h3", {}, t("in_time")), salesTable(evidence, sales, sale)),
    h("section", {}, h("h3", {}, t("measured_by")), facts(evidence)),
    h("nav", { class: "further", "aria-label": t("further") }, links(evidence)),
    freshness(evidence.freshness),
  ];
}

/** The API's own sentence has amounts in minor units and is English; this says the same. */
function reason(evidence) {
  const { window, threshold } = evidence;
  const sales = t("sales", {
    n: evidence.num_sale,
    amount: format.money(evidence.amount_sale),
    card: evidence.card_number,
    store: evidence.store_id,
    day: format.day(evidence.business_date),
  });
  const judged = evidence.baseline === null ? "outdated" : stillFound(evidence) ? "above" : "rule_changed";
  return (
    sales +
    t(judged, {
      aov: format.money(evidence.week_unit_price),
      days: daysOf(window),
      from: format.day(window.start_date),
      to: format.day(window.end_date),
      ratio: ratioOf(evidence),
      multiple: format.decimal(threshold.aov_multiple),
      repeats: threshold.min_repeats,
    })
  );
}

function daysOf({ start_date, end_date }) {
  return (Date.parse(end_date) - Date.parse(start_date)) / 86_400_000 + 1;
}

/** Whether the rule would find the group as it is set now, which need not be as it was then. */
function stillFound({ num_sale, amount_sale, baseline, threshold }) {
  return num_sale >= threshold.min_repeats && amount_sale * baseline.num_customer > threshold.aov_multiple * baseline.total_sale;
}

/** With all its decimals where two would not show that it is above the threshold. */
function ratioOf({ aov_ratio, threshold }) {
  return format.decimal(aov_ratio, Math.abs(aov_ratio - threshold.aov_multiple) < 0.01 ? 4 : 2);
}

function bars(evidence) {
  const { aov_multiple: multiple } = evidence.threshold;
  const { total_sale: total, num_customer: customers } = evidence.baseline ?? { total_sale: evidence.week_unit_price, num_customer: 1 };
  const limit = (total / customers) * multiple;
  const texts = {
    amount: format.money(evidence.amount_sale),
    aov: format.money(evidence.week_unit_price),
    ratio: ratioOf(evidence),
    multiple: format.decimal(multiple),
  };
  return multipleBars({
    title: t("bars", texts),
    bars: [
      { label: t("each"), value: evidence.amount_sale, text: texts.amount, ink: "alert" },
      { label: t("weekly_aov"), value: evidence.week_unit_price, text: texts.aov, ink: "aov" },
    ],
    limit: { value: limit, text: t("threshold", { multiple: texts.multiple, amount: format.money(Math.floor(limit)) }) },
  });
}

function salesTable(evidence, sales, chosen) {
  const rows = sales.items.toSorted((a, b) => Date.parse(a.sold_at) - Date.parse(b.sold_at));
  return [
    table({
      caption: t("in_time"),
      columns: [
        { title: t("time"), cell: (it) => format.time(it.sold_at) },
        { title: t("sale"), cell: (it) => (it.id === chosen ? h("strong", { title: t("this_one"), "aria-current": "true" }, it.id) : it.id) },
        { title: t("approval"), quiet: true, cell: (it) => it.num_approval ?? "–" },
        { title: t("state"), cell: (it) => state(it.is_canceled) },
      ],
      rows,
    }),
    sales.next !== null &&
      h(
        "p",
        { class: "quiet" },
        t("some", { n: format.count(rows.length), all: format.count(evidence.num_sale) }),
        " ",
        h("a", { href: to(["suspects"], { group_id: evidence.group_id }) }, t("all_of_them")),
      ),
  ];
}

/** Whether a sale was canceled, where the source says so. */
export function state(canceled) {
  if (canceled === undefined) {
    return "–";
  }
  return canceled ? badge("warn", t("canceled")) : h("span", { class: "quiet" }, t("approved"));
}

function facts(evidence) {
  const { baseline, threshold, window } = evidence;
  const pairs = [
    [common("store"), h("a", { href: to(["stores", evidence.store_id]) }, evidence.store_id)],
    [t("day"), format.day(evidence.business_date)],
    [t("card"), evidence.card_number],
    [t("number"), evidence.num_canceled === 0 ? format.count(evidence.num_sale) : t("canceled_of", { n: format.count(evidence.num_sale), canceled: format.count(evidence.num_canceled) })],
    [t("each"), format.money(evidence.amount_sale)],
    [
      t("weekly_aov"),
      [
        format.money(evidence.week_unit_price),
        h("span", { class: "quiet" }, baseline === null ? t("gone") : t("baseline", { sales: format.money(baseline.total_sale), customers: format.count(baseline.num_customer) })),
      ],
    ],
    [t("window"), format.day(window.start_date) + " – " + format.day(window.end_date)],
    [t("multiple"), t("times", { ratio: ratioOf(evidence) })],
    [
      t("rule"),
      [
        t("rule_is", { rule: ruleName(evidence.rule), repeats: threshold.min_repeats, multiple: format.decimal(threshold.aov_multiple) }),
        h("span", { class: "quiet" }, t(threshold.include_canceled ? "with_canceled" : "without_canceled")),
      ],
    ],
    [t("detected"), format.instant(evidence.detected_at)],
  ];
  return h(
    "dl",
    { class: "pairs" },
    pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

function links({ store_id, card_number }) {
  return [
    h("a", { href: to(["stores", store_id]) }, t("store_page", { store: store_id })),
    h("a", { href: to(["suspects"], { store_id: listed(store_id) }) }, t("of_store")),
    h("a", { href: to(["suspects"], { card_number }) }, t("of_card")),
  ];
}
