package io.saleslens.app.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param check what was looked at
 * @param level whether it is as it should be
 * @param found what it is like
 * @param mend what to do about it; null where there is nothing to do, or the finding says it
 */
public record Finding(String check, Level level, String found, String mend) {

  /** Whether something is as it should be. */
  public enum Level {
    /** It is. */
    OK,
    /** It works, but is slow, unsafe, or not up to date. */
    WARN,
    /** It does not work, or will not. */
    FAIL;

    /** The name in lower case. */
    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Level.OK, found, null);
  }

  static Finding warn(String check, String found, String mend) {
    return new Finding(check, Level.WARN, found, mend);
  }

  static Finding fail(String check, String found, String mend) {
    return new Finding(check, Level.FAIL, found, mend);
  }
}
