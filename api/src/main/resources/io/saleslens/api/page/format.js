// Numbers, money, days and times as people read them, in the language of the session.

import { session } from "./session.js";

const NONE = "–";

function number(options) {
  return new Intl.NumberFormat(session.language, options);
}

const none = (value) => value === null || value === undefined;

export function count(value) {
  return none(value) ? NONE : number().format(value);
}

/** Minor units of the currency as its major ones, with its sign. */
export function money(minor, options = {}) {
  if (none(minor)) {
    return NONE;
  }
  const { currency, minor_digits: digits } = session.me;
  return number({
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: options.notation ? undefined : digits,
    maximumFractionDigits: options.notation ? 1 : digits,
    ...options,
  }).format(minor / 10 ** digits);
}

/** Money for an axis or a tile, where each digit would not be read: ₩1.2M. */
export function moneyShort(minor) {
  return money(minor, { notation: "compact" });
}

export function countShort(value) {
  return none(value) ? NONE : number({ notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** A share of one. */
export function percent(share) {
  return none(share) ? NONE : number({ style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** A change by a factor: 1.5 is +50 %. */
export function change(ratio) {
  return none(ratio)
    ? NONE
    : number({ style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(ratio - 1);
}

/** A multiple, rounded down, so that it never says more than there is. */
export function decimal(value, digits = 2) {
  return none(value) ? NONE : number({ maximumFractionDigits: digits, roundingMode: "floor" }).format(value);
}

/** The same for a column, with two decimals. */
export function ratio(value) {
  return none(value)
    ? NONE
    : number({ minimumFractionDigits: 2, maximumFractionDigits: 2, roundingMode: "floor" }).format(value) + "×";
}

/** A business day, `yyyy-MM-dd`, which has no zone. */
export function day(iso, options = { dateStyle: "medium" }) {
  return none(iso) ? NONE : new Intl.DateTimeFormat(session.language, { timeZone: "UTC", ...options }).format(Date.parse(iso));
}

/** Some business days: Nov 16 – 22, 2026. */
export function days(from, to, options = { dateStyle: "medium" }) {
  return new Intl.DateTimeFormat(session.language, { timeZone: "UTC", ...options }).formatRange(Date.parse(from), Date.parse(to));
}

/** An instant, in the business zone. */
export function instant(iso) {
  return none(iso)
    ? NONE
    : new Intl.DateTimeFormat(session.language, {
        timeZone: session.me.zone,
        dateStyle: "medium",
        timeStyle: "medium",
      }).format(Date.parse(iso));
}

/** The time of day of an instant, in the business zone, where its day is told beside it. */
export function time(iso) {
  return none(iso)
    ? NONE
    : new Intl.DateTimeFormat(session.language, { timeZone: session.me.zone, timeStyle: "medium" }).format(Date.parse(iso));
}

const STEPS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** How long ago, or until when: 3 minutes ago. */
export function ago(iso) {
  if (none(iso)) {
    return NONE;
  }
  const seconds = (Date.parse(iso) - Date.now()) / 1000;
  const [unit, length] = STEPS.find(([, it]) => Math.abs(seconds) >= it) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(session.language, { numeric: "auto" }).format(Math.trunc(seconds / length), unit);
}

export function duration(millis) {
  if (none(millis)) {
    return NONE;
  }
  const seconds = millis / 1000;
  return seconds < 60
    ? number({ style: "unit", unit: "second", maximumFractionDigits: 1 }).format(seconds)
    : number({ style: "unit", unit: "minute" }).format(Math.floor(seconds / 60)) +
        " " +
        number({ style: "unit", unit: "second" }).format(Math.floor(seconds % 60));
}

/** `yyyy-MM-dd` so many days later. */
export function daysAfter(iso, days) {
  return new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The business day of an instant, `yyyy-MM-dd`. */
export function dayOf(instant) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: session.me.zone }).format(new Date(instant));
}

/** Whether a text is a day, `yyyy-MM-dd`, that there is. */
export function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && daysAfter(text, 0) === text;
}

/** Each day from one to another, both included. */
export function daysBetween(from, to) {
  const number = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return Array.from({ length: number }, (_, at) => daysAfter(from, at));
}
