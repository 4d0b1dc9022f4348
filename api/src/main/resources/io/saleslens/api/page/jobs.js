// Each job with what it does at the moment, and the history of its runs.

import { get, post } from "./api.js";
import { ask } from "./dialog.js";
import { every, h } from "./dom.js";
import * as format from "./format.js";
import { outcomeBadge, phase, t } from "./job-texts.js";
import { fill } from "./loading.js";
import { to } from "./route.js";
import { history, range } from "./runs.js";
import { session } from "./session.js";
import { common } from "./texts.js";

const POLL = 2000;
const SILENCE = 60_000;
const MOST_WAITING = 5;
const TAKES_DAYS = ["refresh", "verify", "backfill"];

export const jobs = {
  role: "reader",
  title: () => common("jobs"),
  async show(place, { query, signal, follow }) {
    const cards = h("div", { class: "jobs" });
    const past = h("section", { class: "card", hidden: true });
    const said = h("p", { class: "unseen", role: "status" });
    place.append(said, cards, past);
    let loaded;
    await fill(
      cards,
      () => jobsWithWaiting(signal),
      (all) => {
        const runs = history(past, lastBegun(all), signal);
        past.hidden = false;
        follow((it) => (it.path.join() === "jobs" ? runs.load(it.query) : null));
        loaded = runs.load(query);
        return board(all, { runs, said, signal });
      },
      signal,
    );
    await loaded;
  },
};

/** All jobs; where runs wait, with the first of those. */
async function jobsWithWaiting(signal) {
  const { items } = await get("jobs", {}, signal);
  return Promise.all(
    items.map(async (job) => ({ ...job, waiting_runs: job.waiting > 0 ? await waitingRuns(job, signal) : [] })),
  );
}

async function waitingRuns(job, signal) {
  return (await get("jobs/" + job.job + "/runs", { outcome: "waiting", limit: MOST_WAITING }, signal)).items;
}

function lastBegun(all) {
  const begun = all.filter((it) => it.last_run).sort((a, b) => b.last_run.requested_at.localeCompare(a.last_run.requested_at));
  return (begun[0] ?? all[0]).job;
}

/** The cards of all jobs, kept up to date while the page is looked at. */
function board(all, { runs, said, signal }) {
  const notice = h("div", { class: "as-of" });
  const states = new Map();
  const byName = new Map(all.map((it) => [it.job, jobCard(it.job, { poll, say, signal })]));
  let asOf = Date.now();

  function say(job, state) {
    said.textContent = t("said", { job: t(job), state });
  }

  function show(job) {
    byName.get(job.job)?.show(job);
    const state = stateOf(job);
    if (states.has(job.job) && states.get(job.job) !== state) {
      if (job.last_run) {
        say(job.job, t("outcome_" + job.last_run.outcome));
      }
      runs.renew(job.job).catch(ignoreServer);
    }
    states.set(job.job, state);
  }

  async function poll() {
    try {
      (await jobsWithWaiting(signal)).forEach(show);
      asOf = Date.now();
      notice.replaceChildren();
    } catch (e) {
      ignoreServer(e);
      if (e.status === 401) {
        document.dispatchEvent(new Event("signedout"));
      } else if (e.status !== undefined && !notice.hasChildNodes()) {
        notice.replaceChildren(h("p", { class: "notice", role: "alert" }, t("old", { at: format.instant(new Date(asOf).toISOString()) })));
      }
    }
  }

  all.forEach(show);
  every(POLL, poll, signal);
  return [notice, h("div", { class: "columns" }, [...byName.values()].map((it) => it.element))];
}

/** What the server does not answer now it answers at the next turn. */
function ignoreServer(e) {
  if (e.status === undefined && e.name !== "AbortError") {
    throw e;
  }
}

function stateOf(job) {
  return [job.last_run?.run_id, job.last_run?.outcome, job.last_run?.cancel_requested_at, ...job.waiting_runs.map((it) => it.run_id)].join();
}

function jobCard(name, { poll, say, signal }) {
  const id = "job-" + name;
  const title = h("h2", { id, tabindex: "-1" }, t(name));
  const state = h("span", {});
  const facts = h("dl", { class: "facts" });
  const running = slot(title, (run) => underWay(name, run, { poll, signal }));
  const waiting = slot(title, (job) => waitingList(name, job, { poll, signal }));
  const element = h(
    "section",
    { class: "card", "aria-labelledby": id },
    h(
      "header",
      {},
      h("div", { class: "named" }, title, state),
      session.may("operator") &&
        name !== "import" && // files start it
        h("button", { type: "button", "aria-label": t("start_job", { job: t(name) }), onclick: () => askToStart(name, { poll, say, signal }) }, t("start")),
    ),
    h("p", { class: "quiet" }, t("about_" + name)),
    running.element,
    waiting.element,
    facts,
  );

  function show(job) {
    const run = job.last_run?.outcome === "running" ? job.last_run : null;
    const badges = [job.running && outcomeBadge("running")].filter(Boolean);
    if (state.childElementCount !== badges.length) {
      state.replaceChildren(...badges);
    }
    running.show(run, run && run.run_id + (run.cancel_requested_at ?? ""));
    waiting.show(job.waiting_runs.length > 0 ? job : null, job.waiting_runs.map((it) => it.run_id).join());
    facts.replaceChildren(...factsOf(job, run));
  }

  return { element, show };
}

/**
 * A part of a card that comes and goes. As long as its key stays it is only brought up to date, so
 * that the focus stays; if that goes with it, it moves to the card's heading.
 */
function slot(heading, make) {
  const element = h("div", { class: "slot", hidden: true });
  let drawn = null;
  let key = null;
  return {
    element,
    show(value, newKey) {
      if (key !== newKey || value === null) {
        if (element.contains(document.activeElement)) {
          heading.focus();
        }
        drawn = value === null ? null : make(value);
        element.replaceChildren(...(drawn ? [drawn.element] : []));
        element.hidden = drawn === null;
        key = value === null ? null : newKey;
      }
      drawn?.update?.(value);
    },
  };
}

function factsOf(job, run) {
  const last = job.last_run;
  return [
    fact(
      t("next_run"),
      job.next_fire ? [time(job.next_fire), " ", h("span", { class: "quiet" }, format.instant(job.next_fire))] : h("span", { class: "quiet" }, t(job.job === "import" ? "by_file" : "by_hand")),
      job.schedule && h("code", { class: "quiet" }, job.schedule),
    ),
    run === null &&
      fact(
        t("last_run"),
        last ? [outcomeBadge(last.outcome), " ", time(last.ended_at ?? last.requested_at), " ", h("span", { class: "quiet" }, format.duration(last.millis))] : h("span", { class: "quiet" }, t("never_run")),
      ),
    run === null && last?.error && h("div", { class: "wide error" }, h("dt", {}, t("error")), h("dd", {}, last.error)),
  ].filter(Boolean);
}

function fact(name, ...what) {
  return h("div", {}, h("dt", {}, name), what.filter(Boolean).map((it) => h("dd", {}, it)));
}

function time(iso) {
  return h("time", { datetime: iso, title: format.instant(iso) }, format.ago(iso));
}

/** How far a run is; its parts are brought up to date, so that the bar moves and is not made anew. */
function underWay(name, run, { poll, signal }) {
  const bar = h("progress", { max: 100, "aria-label": t("progress_of", { job: t(name) }) });
  const doing = h("strong", {});
  const share = h("span", { class: "share" });
  const numbers = h("p", { class: "quiet pace" });
  const silent = h("p", { class: "warn" });
  const element = h(
    "div",
    { class: "under-way" },
    h("p", {}, doing, share),
    bar,
    numbers,
    silent,
    stopButton(name, run, { poll, signal }),
  );

  function update({ progress }) {
    doing.textContent = progress ? phase(progress.phase) : t("beginning");
    const known = progress?.percent !== null && progress?.percent !== undefined;
    if (known) {
      bar.value = progress.percent;
    } else {
      bar.removeAttribute("value");
    }
    share.textContent = known ? format.percent(progress.percent / 100) : "";
    numbers.textContent = progress ? numbersOf(progress) : "";
    const quiet = progress && Date.now() - Date.parse(progress.updated_at) > SILENCE;
    silent.textContent = quiet ? t("no_sign", { ago: format.ago(progress.updated_at) }) : "";
  }

  return { element, update };
}

function numbersOf(it) {
  return [
    it.total === null ? format.count(it.done) : t("done_of", { done: format.count(it.done), total: format.count(it.total) }),
    t("rate_" + it.unit, { n: format.count(it.rate < 10 ? it.rate : Math.round(it.rate)) }),
    it.eta_seconds !== null && t("left", { time: format.duration(it.eta_seconds * 1000) }),
    it.unit !== "rows" && it.rows > 0 && t("rows") + " " + format.count(it.rows),
    it.unit !== "days" && it.days > 0 && t("days") + " " + format.count(it.days),
  ]
    .filter(Boolean)
    .join(" · ");
}

function waitingList(name, job, { poll, signal }) {
  const element = h(
    "div",
    { class: "waiting" },
    h("p", {}, h("strong", {}, t("waiting_runs", { n: job.waiting }))),
    h(
      "ul",
      {},
      job.waiting_runs.map((run) =>
        h(
          "li",
          {},
          h("span", {}, [t("asked_at", { at: format.instant(run.requested_at) }), run.requested_by, run.from && range(run)].filter(Boolean).join(" · ")),
          stopButton(name, run, { poll, signal }),
        ),
      ),
    ),
    job.waiting > job.waiting_runs.length && h("a", { href: to(["jobs"], { job: name, outcome: "waiting" }) }, t("all_waiting")),
  );
  return { element };
}

function stopButton(name, run, { poll, signal }) {
  if (run.cancel_requested_at) {
    return h("p", { class: "quiet" }, t("stopping"));
  }
  const press = () =>
    ask(
      {
        title: t("stop_job", { job: t(name) }),
        content: h("p", {}, t(run.outcome === "waiting" ? "stop_waiting_question" : "stop_question")),
        undo: t("keep"),
        action: {
          text: t("stop_now"),
          danger: true,
          run: async () => {
            await post("jobs/" + name + "/runs/" + run.run_id + "/cancel");
            await poll();
          },
        },
      },
      signal,
    );
  return session.may("operator") && h("button", { type: "button", "aria-label": t("stop_job", { job: t(name) }), onclick: press }, t("stop"));
}

/** Asks what a run is to do, and starts it: however often that is pressed, once. */
function askToStart(name, { poll, say, signal }) {
  const first = h("input", { type: "date", oninput: check });
  const last = h("input", { type: "date", oninput: check });
  const deep = h("input", { type: "checkbox" });
  const repair = h("input", { type: "checkbox" });
  const keys = new Map(); // one for each order: sent again, it is the same run

  function check() {
    first.required = last.value !== "";
    last.min = first.value;
  }

  function order() {
    return {
      ...(first.value && { from: first.value }),
      ...(last.value && { to: last.value }),
      ...(deep.checked && { deep: true }),
      ...(repair.checked && { repair: true }),
    };
  }

  async function start() {
    const body = order();
    const text = JSON.stringify(body);
    if (!keys.has(text)) {
      keys.set(text, newKey());
    }
    await post("jobs/" + name + "/runs", body, { "Idempotency-Key": keys.get(text) });
    say(name, t("accepted"));
    await poll();
  }

  ask(
    {
      title: t("start_job", { job: t(name) }),
      content: [
        h("p", { class: "quiet" }, t("start_" + name)),
        TAKES_DAYS.includes(name) && h("div", { class: "filters" }, h("label", {}, common("from"), first), h("label", {}, common("to"), last)),
        name === "verify" && [h("label", { class: "check" }, deep, t("deep")), h("label", { class: "check" }, repair, t("repair"))],
      ],
      undo: t("not_now"),
      action: { text: t("start_now"), run: start },
    },
    signal,
  );
}

/** `crypto.randomUUID` is not there where the page comes without TLS. */
function newKey() {
  return "page-" + Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, "0")).join("");
}
