// Where the reader is: `#/suspects?store_id=50` is the path ["suspects"] with a query.

export function here() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return {
    path: path.split("/").filter(Boolean).map(decodeURIComponent),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The address of a view, for a link; what is empty is left out of the query. */
export function to(path, query = {}) {
  const asked = new URLSearchParams(Object.entries(query).filter(([, it]) => it !== null && it !== undefined && it !== ""));
  const text = asked.toString();
  return "#/" + path.map(encodeURIComponent).join("/") + (text ? "?" + text : "");
}

export function go(path, query) {
  location.hash = to(path, query);
}
