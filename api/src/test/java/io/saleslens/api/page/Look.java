package io.saleslens.api.page;

/**
 * How somebody looks at the page.
 *
 * @param language what their browser is set to, {@code en} or {@code ko}
 */
record Look(Screen screen, Theme theme, String language) {
  static final Look USUAL = new Look(Screen.DESKTOP, Theme.LIGHT, "en");

  enum Screen {
    DESKTOP(1280, 900),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }

    /** In CSS pixels. */
    int width() {
      return width;
    }

    int height() {
      return height;
    }
  }

  enum Theme {
    LIGHT,
    DARK
  }

  Look on(Screen other) {
    return new Look(other, theme, language);
  }

  Look in(Theme other) {
    return new Look(screen, other, language);
  }

  Look speaking(String other) {
    return new Look(screen, theme, other);
  }

  @Override
  public String toString() {
    return screen + " " + theme + " " + language;
  }
}
