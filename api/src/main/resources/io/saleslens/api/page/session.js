// What holds while the page is open: who asks, in which language, and how it looks.

const ask = new URLSearchParams(location.search); // ?lang=ko&theme=dark, for links and pictures

function kept(key, allowed) {
  const value = ask.get(key) ?? localStorage.getItem("saleslens." + key);
  return allowed.includes(value) ? value : null;
}

/** Languages, as they call themselves. */
export const LANGUAGES = { en: "English", ko: "한국어" };
export const THEMES = ["auto", "light", "dark"];

const ROLES = ["reader", "analyst", "operator"];

export const session = {
  language: kept("lang", Object.keys(LANGUAGES)) ?? (navigator.language.startsWith("ko") ? "ko" : "en"),
  theme: kept("theme", THEMES) ?? "auto",
  /** The answer of /api/v1/me: name, role, zone, currency, minor_digits, version. */
  me: null,

  /** Kept as long as the tab is open, and out of reach of other sites. */
  get token() {
    return sessionStorage.getItem("saleslens.token");
  },
  set token(token) {
    if (token) {
      sessionStorage.setItem("saleslens.token", token);
    } else {
      sessionStorage.removeItem("saleslens.token");
    }
  },

  setLanguage(language) {
    this.language = language;
    localStorage.setItem("saleslens.lang", language);
  },

  setTheme(theme) {
    this.theme = theme;
    localStorage.setItem("saleslens.theme", theme);
    this.applyTheme();
  },

  applyTheme() {
    if (this.theme === "auto") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = this.theme;
    }
    document.dispatchEvent(new Event("themechange"));
  },

  /** Whether the caller has at least this role. */
  may(role) {
    return this.me !== null && ROLES.indexOf(this.me.role) >= ROLES.indexOf(role);
  },
};

// the system's own change from light to dark
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => session.applyTheme());
