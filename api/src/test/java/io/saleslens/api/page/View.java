package io.saleslens.api.page;

/** The views of the page, and what is asked for them. */
enum View {
  OVERVIEW("#/", "Overview", "개요"),
  STORES("#/stores", "Stores", "매장"),
  STORE("#/stores/%s", "Store", "매장"),
  SUSPECTS("#/suspects", "Suspects", "의심 거래"),
  DAYS("#/days", "Days", "일자"),
  JOBS("#/jobs", "Jobs", "작업");

  private final String hash;
  private final String english;
  private final String korean;

  View(String hash, String english, String korean) {
    this.hash = hash;
    this.english = english;
    this.korean = korean;
  }

  /**
   * Where it is.
   *
   * @param store whose page, if it is one's
   */
  String hash(String store) {
    return hash.formatted(store);
  }

  /** What its heading begins with. */
  String heading(String language) {
    return language.equals("ko") ? korean : english;
  }
}
