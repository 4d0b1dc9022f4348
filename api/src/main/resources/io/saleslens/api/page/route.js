// Where the reader is: `#/suspects?store_id=50` is the path ["suspects"] with a query.

export function here() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return {
    path: path.split("/").filter(Boolean).map(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** What is no encoding stands for itself: then there is no such page, which is said. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
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
