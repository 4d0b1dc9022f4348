// The filters of suspects, named in the address as in the API.

import { get } from "./api.js";
import { lastOf, listed, tidied } from "./lists.js";
import { session } from "./session.js";
import { common, texts } from "./texts.js";

const t = texts({
  en: {
    stores: "Stores",
    stores_hint: "50, 51",
    rule: "Rule",
    all_rules: "All rules",
    "repeat-amount": "Repeated amount",
    min_ratio: "Least × AOV",
    card_number: "Card number",
    card_hint: "5461-11**-…",
    min_amount: "Least amount ({currency})",
    amount_fault: "Not an amount of {currency}. Write it like {example}.",
    group_id: "Group",
  },
  ko: {
    stores: "매장",
    stores_hint: "50, 51",
    rule: "규칙",
    all_rules: "모든 규칙",
    "repeat-amount": "동일 금액 반복",
    min_ratio: "객단가 대비 최소 배수",
    card_number: "카드번호",
    card_hint: "5461-11**-…",
    min_amount: "최소 금액 ({currency})",
    amount_fault: "{currency} 금액이 아닙니다. {example}처럼 입력하세요.",
    group_id: "그룹",
  },
});

const OFFERS = 12;
const RULES = ["repeat-amount"];

/** A rule as people call it; one that is not known here by its name. */
export function ruleName(rule) {
  return RULES.includes(rule) ? t(rule) : rule;
}

/** The form's fields by name. */
export function fieldsOf(names) {
  const { currency } = session.me;
  const fields = {
    store_id: { label: t("stores"), hint: t("stores_hint"), read: tidied, suggest: storesLike },
    from: { label: common("from"), type: "date" },
    to: { label: common("to"), type: "date" },
    rule: { label: t("rule"), options: { "": t("all_rules"), ...Object.fromEntries(RULES.map((it) => [it, t(it)])) } },
    min_ratio: { label: t("min_ratio"), hint: "2.5", inputmode: "decimal" },
    card_number: { label: t("card_number"), hint: t("card_hint"), read: masked },
    min_amount: { label: t("min_amount", { currency }), inputmode: "decimal", read: minorUnits, write: majorUnits },
    group_id: { label: t("group_id"), long: true },
  };
  return names.map((name) => ({ name, ...fields[name] }));
}

/** Stores that begin with the last number typed, behind the others. */
async function storesLike(text) {
  const { before, last } = lastOf(text);
  const { items } = await get("filters/stores", { prefix: last, limit: OFFERS, fields: "value" });
  return items.map((it) => before + listed(it.value));
}

/** Whole minor units of an amount as people write it; as texts, so that no digit is lost. */
function minorUnits(text) {
  if (text === "") {
    return "";
  }
  const { currency, minor_digits: digits } = session.me;
  const [, whole, decimals = ""] = text.replaceAll(/[\s,]/g, "").match(/^(\d+)(?:\.(\d*))?$/) ?? [];
  if (whole === undefined || decimals.length > digits) {
    throw new RangeError(t("amount_fault", { currency, example: digits === 0 ? "10000" : "10000." + "0".repeat(digits - 1) + "5" }));
  }
  return String(BigInt(whole + decimals.padEnd(digits, "0")));
}

/** The reverse; what is no whole number stays as it is, for the API to refuse. */
function majorUnits(minor) {
  const { minor_digits: digits } = session.me;
  if (digits === 0 || !/^\d+$/.test(minor)) {
    return minor;
  }
  const padded = minor.padStart(digits + 1, "0");
  return padded.slice(0, -digits) + "." + padded.slice(-digits);
}

/** However the digits are parted that the server takes for one number. */
const CARD = /\d(?:[\s\p{P}\p{Cf}+]{0,4}\d){12,18}/gu;
const SHOWN_FIRST = 6;
const SHOWN_LAST = 4;

/** A full card number is masked, as it is where it is stored, before it gets into an address. */
function masked(text) {
  return text.replaceAll(CARD, (card) => {
    const digits = card.replaceAll(/\D/g, "");
    let at = 0;
    const hide = (digit) => (at++ < SHOWN_FIRST || at > digits.length - SHOWN_LAST ? digit : "*");
    return isCard(digits) ? card.replaceAll(/\d/g, hide) : card;
  });
}

/** The Luhn check: every second digit from the right counts twice. */
function isCard(digits) {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = digit * (1 + (at % 2));
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
