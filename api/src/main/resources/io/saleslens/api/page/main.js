// The frame: header, sign-in, and which view is shown.

import { get } from "./api.js";
import { h } from "./dom.js";
import { problem } from "./loading.js";
import { here, to } from "./route.js";
import { LANGUAGES, THEMES, session } from "./session.js";
import { common as t } from "./texts.js";
import { overview } from "./overview.js";
import { stores } from "./stores.js";
import { store } from "./store.js";
import { suspects } from "./suspects.js";
import { days } from "./days.js";
import { jobs } from "./jobs.js";

/**
 * The views by the first part of the path. Each has `title(path)`, the least `role` that its answers
 * take, and `show(place, {path, query, signal, follow})`, which ends when all is drawn. By `follow` a
 * view says how it takes a change of the address without being shown anew: `({path, query}) =>` a
 * promise of that, or null if it cannot.
 */
const VIEWS = { "": overview, stores, suspects, days, jobs };

const top = document.getElementById("top");
const main = document.getElementById("main");
let left = new AbortController();
let follow = null;

function viewAt(path) {
  return path[0] === "stores" && path.length === 2 ? store : path.length < 2 ? VIEWS[path[0] ?? ""] : undefined;
}

function chooser(label, options, chosen, choose) {
  return h(
    "label",
    {},
    h("span", { class: "unseen" }, label),
    h(
      "select",
      { onchange: (event) => choose(event.target.value) },
      Object.entries(options).map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
    ),
  );
}

function drawTop(path) {
  const links = Object.entries(VIEWS).filter(([, view]) => session.may(view.role));
  const themes = Object.fromEntries(THEMES.map((it) => [it, t("theme_" + it)]));
  top.replaceChildren(
    h("button", { type: "button", class: "skip", onclick: focusHeading }, t("skip")),
    h("a", { class: "brand", href: "#/" }, h("img", { src: "page/icon.svg", alt: "", width: 24, height: 24 }), "Saleslens"),
    h(
      "nav",
      { "aria-label": t("pages") },
      links.map(([name]) =>
        h("a", { href: to([name].filter(Boolean)), "aria-current": (path[0] ?? "") === name ? "page" : null }, t(name || "overview")),
      ),
    ),
    h(
      "div",
      { class: "tools" },
      chooser(t("language"), LANGUAGES, session.language, (it) => {
        session.setLanguage(it);
        show();
      }),
      chooser(t("theme"), themes, session.theme, (it) => session.setTheme(it)),
      session.token && h("button", { type: "button", onclick: signOut }, t("sign_out")),
      h("a", { href: "docs" }, t("docs")),
    ),
  );
}

function focusHeading() {
  main.querySelector("h1")?.focus();
}

function heading(text) {
  document.title = text + " · Saleslens";
  return h("h1", { tabindex: "-1" }, text);
}

function signOut() {
  session.token = null;
  session.me = null;
  show();
}

function askForToken(refused) {
  const input = h("input", { id: "token", type: "password", autocomplete: "off", required: true, spellcheck: "false", "aria-describedby": "token-hint" });
  const form = h(
    "form",
    {
      class: "card narrow",
      onsubmit: (event) => {
        event.preventDefault();
        session.token = input.value.trim();
        show();
      },
    },
    h("p", { role: "alert" }, refused ? t("token_refused") : t("token_needed")),
    h("label", { for: "token" }, t("token")),
    input,
    h("p", { id: "token-hint", class: "quiet" }, t("token_hint")),
    h("button", { type: "submit", class: "main" }, t("sign_in")),
  );
  main.replaceChildren(heading(t("sign_in")), form);
  input.focus();
}

/** Who asks, once known: no view asks for what it would be refused. */
async function signIn() {
  const before = session.token;
  try {
    session.me = await get("me");
  } catch (e) {
    if (e.status === 401) {
      session.token = null;
      askForToken(before !== null);
    } else if (e.status === undefined) {
      throw e;
    } else {
      main.replaceChildren(heading("Saleslens"), problem(e, show));
    }
  }
  return session.me !== null;
}

async function show() {
  left.abort();
  left = new AbortController();
  follow = null;
  const { signal } = left;
  const { path, query } = here();
  delete document.documentElement.dataset.shown;
  document.documentElement.lang = session.language;
  main.setAttribute("aria-busy", "true");
  const known = session.me !== null || (await signIn());
  if (signal.aborted) {
    return;
  }
  drawTop(path);
  if (known) {
    await showView(path, query, signal);
  }
  if (!signal.aborted) {
    main.removeAttribute("aria-busy");
    whenPainted(signal);
  }
}

/** Where the reader went: to another view, or to what the view has at hand. */
async function move() {
  const { signal } = left;
  const followed = follow?.(here());
  if (!followed) {
    await show();
    return;
  }
  delete document.documentElement.dataset.shown;
  await followed;
  whenPainted(signal);
}

function whenPainted(signal) {
  requestAnimationFrame(() => setTimeout(() => shown(signal)));
}

async function showView(path, query, signal) {
  const view = viewAt(path);
  if (view === undefined) {
    main.replaceChildren(heading(t("no_page")), h("p", {}, h("a", { href: "#/" }, t("overview"))));
    return;
  }
  const title = heading(view.title(path));
  const place = h("div", { class: "view" });
  main.replaceChildren(title, place);
  title.focus({ preventScroll: true });
  if (session.may(view.role)) {
    scrollTo(0, 0);
    await view.show(place, { path, query, signal, follow: (it) => (follow = it) });
  } else {
    place.append(problem({ status: 403, problem: { code: "forbidden", needed: view.role } }));
  }
}

/** Tells whoever measures or tests that the view is complete. */
function shown(signal) {
  if (!signal.aborted) {
    performance.mark("saleslens:shown");
    document.documentElement.dataset.shown = location.hash || "#/";
  }
}

addEventListener("hashchange", move);
document.addEventListener("signedout", signOut);
session.applyTheme();
show();
