import { h } from "./dom.js";
import { inWords } from "./problem-texts.js";
import { common as t } from "./texts.js";
import { session } from "./session.js";

/** What went wrong, in words, with what the server's log has it under. */
export function explain(error) {
  if (error.status === 0) {
    return t("unreachable");
  }
  return error.problem?.code ? inWords(error.problem, { role: session.me?.role }) : t("failed");
}

/** A notice that says what went wrong, and offers to try again if that can help. */
export function problem(error, retry) {
  const id = error.problem?.request_id;
  return h(
    "div",
    { class: "notice failed", role: "alert" },
    h("p", {}, h("strong", {}, t("failed")), " ", explain(error)),
    id && h("p", { class: "quiet" }, t("request", { id })),
    retry && h("button", { type: "button", onclick: retry }, t("retry")),
  );
}

/**
 * Fills a place with what `draw` makes of what `load` answers; meanwhile it says that it loads, and
 * if it fails what went wrong. Ends when that is drawn. What is asked for in vain because the reader
 * went elsewhere is dropped.
 */
export async function fill(place, load, draw, signal) {
  place.setAttribute("aria-busy", "true");
  place.replaceChildren(h("p", { class: "loading" }, t("loading")));
  try {
    const answer = await load();
    if (!signal.aborted) {
      place.replaceChildren(...[await draw(answer)].flat().filter(Boolean));
    }
  } catch (e) {
    if (e.name === "AbortError" || signal.aborted) {
      return;
    }
    if (e.status === undefined) {
      throw e; // a fault of the page itself
    }
    if (e.status === 401) {
      document.dispatchEvent(new Event("signedout"));
      return;
    }
    place.replaceChildren(problem(e, () => fill(place, load, draw, signal)));
  } finally {
    place.removeAttribute("aria-busy");
  }
}

/** Asks at once, and hands that answer out; after a failure was handed out, too, it asks anew. */
export function ahead(load) {
  let answer = load();
  answer.catch(() => {}); // told to whoever asks for it
  return () => {
    const mine = (answer ??= load());
    mine.catch(() => (answer = answer === mine ? null : answer));
    return mine;
  };
}
