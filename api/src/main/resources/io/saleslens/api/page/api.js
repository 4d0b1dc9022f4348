// The public API, and nothing else.

import { session } from "./session.js";

const ROOT = new URL("api/v1/", document.baseURI);

/** What the API answered instead: its problem document, or nothing if it did not answer. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? "");
    this.status = status;
    this.problem = problem;
  }

  get code() {
    return this.problem?.code;
  }
}

function urlOf(path, parameters) {
  const url = new URL(path, ROOT);
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (value !== null && value !== undefined && value !== "") {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

async function send(url, options) {
  const headers = { ...options.headers };
  if (session.token) {
    headers.Authorization = "Bearer " + session.token;
  }
  let response;
  try {
    response = await fetch(url, { ...options, headers });
  } catch (e) {
    if (e.name === "AbortError") {
      throw e;
    }
    throw new ApiError(0, null);
  }
  if (!response.ok) {
    throw new ApiError(response.status, await response.json().catch(() => null));
  }
  return response;
}

/** The JSON of a path below /api/v1. */
export async function get(path, parameters, signal) {
  const response = await send(urlOf(path, parameters), { signal });
  return response.json();
}

export async function post(path, body, headers) {
  const response = await send(urlOf(path), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Saleslens": "1", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.json();
}

/** Hands the whole list to the browser as a file. */
export async function download(path, parameters, name) {
  const response = await send(urlOf(path, parameters), { headers: { Accept: "text/csv" } });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
