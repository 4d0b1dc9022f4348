// The history of a job's runs: a page at a time, each row opens.

import { get } from "./api.js";
import { choice, keepFocus } from "./choice.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { JOBS, OUTCOMES, outcomeBadge, t } from "./job-texts.js";
import { fill } from "./loading.js";
import { go } from "./route.js";
import { pager, table } from "./table.js";
import { common } from "./texts.js";

const LIMIT = 25;
const LOST = ["invalid_cursor", "cursor_expired"];

/** What a job counts; the others are nought for it. */
const COUNTS = {
  import: ["rows", "written", "rejects", "days", "suspects"],
  sync: ["rows", "written", "rejects", "days", "suspects"],
  refresh: ["days", "suspects"],
  verify: ["days", "differences", "rows", "written"],
  backfill: ["rows", "written", "rejects", "days"],
};
const ALL_COUNTS = ["rows", "written", "rejects", "late_rows", "days", "suspects", "differences"];

/**
 * The history, drawn into `place`. What is filtered by stands in the address.
 *
 * @param otherwise the job whose runs are shown if the address names none
 * @return `{load(query)}`: shows what the address asks for; `{renew(job)}`: shows the newest, if it
 *     is that job's first page that is open
 */
export function history(place, otherwise, signal) {
  const open = new Set();
  const title = h("h2", { tabindex: "-1" });
  const filters = h("div", { class: "filters" });
  const list = h("div", { class: "view" });
  let asked;

  const ask = () => get("jobs/" + asked.job + "/runs", { outcome: asked.outcome, limit: LIMIT, after: asked.after }, signal);
  const show = (change) => go(["jobs"], { job: asked.job, outcome: asked.outcome, ...change });

  /** The page asked for; where its address is of long ago the first one, which says so. */
  async function page() {
    try {
      return await ask();
    } catch (e) {
      if (!LOST.includes(e.code)) {
        throw e;
      }
      asked.after = null;
      return { ...(await ask()), lost: true };
    }
  }

  function draw({ items, next, lost }) {
    return [
      lost && h("p", { class: "notice" }, common("expired")),
      table({ caption: title.textContent, columns: columns(items, asked.job, open), rows: items, empty: asked.outcome ? t("no_runs") : t("no_runs_hint", { job: asked.job }) }),
      (items.length > 0 || asked.after) && pager({ shown: items.length, after: asked.after, next, go: (after) => show({ after }) }),
    ];
  }

  function drawFilters() {
    const job = choice(t("job"), JOBS.map((it) => [it, t(it)]), asked.job, (job) => show({ job }));
    const outcomes = [["", t("all_outcomes")], ...OUTCOMES.map((it) => [it, t("outcome_" + it)])];
    const outcome = choice(t("outcome"), outcomes, asked.outcome, (outcome) => show({ outcome }));
    keepFocus(filters, () => filters.replaceChildren(job, outcome));
  }

  async function load(query) {
    asked = {
      job: JOBS.includes(query.job) ? query.job : otherwise,
      outcome: OUTCOMES.includes(query.outcome) ? query.outcome : "",
      after: query.after,
    };
    title.textContent = t("history_of", { job: t(asked.job) });
    drawFilters();
    list.style.minHeight = list.offsetHeight + "px"; // the page does not jump meanwhile
    await fill(list, page, draw, signal);
    list.style.minHeight = "";
    openAgain(list, open);
    if (query.job && !filters.contains(document.activeElement)) {
      title.scrollIntoView({ block: "start" });
      title.focus({ preventScroll: true });
    }
  }

  async function renew(job) {
    if (asked !== undefined && job === asked.job && !asked.after) {
      const parts = draw(await ask()).filter(Boolean);
      const focused = list.contains(document.activeElement) ? document.activeElement.id : "";
      list.replaceChildren(...parts);
      openAgain(list, open);
      document.getElementById(focused)?.focus();
    }
  }

  place.replaceChildren(h("header", {}, title, filters), list);
  return { load, renew };
}

function columns(items, job, open) {
  const failed = items.some((it) => it.error);
  return [
    { title: t("requested"), cell: (run) => opener(run, open) },
    { title: t("outcome"), cell: (run) => outcomeBadge(run.outcome) },
    { title: t("trigger"), wide: true, cell: (run) => [t("trigger_" + run.trigger), run.requested_by].filter(Boolean).join(" · ") },
    { title: t("duration"), number: true, cell: (run) => format.duration(run.millis) },
    ...COUNTS[job].map((it) => ({ title: t(it), number: true, wide: true, cell: (run) => format.count(run[it]) })),
    ...(failed ? [{ title: t("error"), cell: (run) => h("span", { class: "cut" }, run.error ?? "") }] : []),
  ];
}

/** The start of a run as what opens its row. */
function opener(run, open) {
  return h(
    "button",
    {
      type: "button",
      class: "opener",
      id: "run-" + run.run_id,
      "aria-expanded": "false",
      onclick: (event) => toggle(event.currentTarget, run, open),
    },
    format.instant(run.started_at ?? run.requested_at),
  );
}

function toggle(button, run, open) {
  const row = button.closest("tr");
  if (button.getAttribute("aria-expanded") === "true") {
    row.nextElementSibling.remove();
    open.delete(button.id);
  } else {
    row.after(h("tr", { class: "opened" }, h("td", { colspan: row.cells.length }, facts(run))));
    open.add(button.id);
  }
  button.setAttribute("aria-expanded", String(open.has(button.id)));
}

function openAgain(list, open) {
  for (const id of [...open]) {
    list.querySelector("#" + CSS.escape(id))?.click();
  }
}

function facts(run) {
  const options = ["deep", "repair"].filter((it) => run[it]).map((it) => t("option_" + it));
  const rows = [
    [t("range"), run.from && range(run)],
    [t("options"), options.join(", ")],
    [t("requested_by"), run.requested_by],
    ...["requested_at", "scheduled_for", "started_at", "ended_at", "cancel_requested_at"].map((it) => [t(it), run[it] && format.instant(run[it])]),
    ...ALL_COUNTS.map((it) => [t(it), run[it] === undefined ? null : format.count(run[it])]),
    [t("run_id"), run.run_id],
  ];
  return h(
    "dl",
    { class: "facts many" },
    run.error && h("div", { class: "wide error" }, h("dt", {}, t("error")), h("dd", {}, run.error)),
    rows.filter(([, it]) => it).map(([name, it]) => h("div", {}, h("dt", {}, name), h("dd", {}, it))),
  );
}

/** The days a run was asked for. */
export function range(run) {
  return run.from === run.to ? format.day(run.from) : format.day(run.from) + " – " + format.day(run.to);
}

