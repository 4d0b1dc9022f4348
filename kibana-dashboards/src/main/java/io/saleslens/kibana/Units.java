package io.saleslens.kibana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.settings.SettingsException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How money and times are shown, which the currency and the zone decide. */
final class Units {
  private static final int HOUR = (int) TimeUnit.HOURS.toSeconds(1);

  private final String currency;
  private final int digits;
  private final String zone;

  Units(DashboardParameters parameters) {
    this.currency = parameters.currency().getCurrencyCode();
    this.digits = Math.max(0, parameters.currency().getDefaultFractionDigits());
    this.zone = javascriptName(parameters.zone());
  }

  /** Browsers know zones by name; of offsets only those of whole hours have one. */
  private static String javascriptName(ZoneId zone) {
    if (!(zone.normalized() instanceof ZoneOffset offset)) {
      return zone.getId();
    }
    int seconds = offset.getTotalSeconds();
    if (seconds == 0) {
      return "UTC";
    }
    if (seconds % HOUR != 0) {
      throw new SettingsException(
          "Zone %s has no name that Kibana knows. Give one by its region, such as Asia/Kolkata for +05:30, in saleslens.zone."
              .formatted(zone.getId()));
    }
    // In these names the sign is the other way round.
    return String.format(Locale.ROOT, "Etc/GMT%+d", -seconds / HOUR);
  }

  /** Minor units in a major one, if they are not the same. */
  boolean hasMinorUnit() {
    return digits > 0;
  }

  /** 100 for two digits; a power of ten. */
  long minorUnits() {
    long units = 1;
    for (int i = 0; i < digits; i++) {
      units *= 10;
    }
    return units;
  }

  /**
   * A field's label; of money with the unit in which it is stored, for nothing divides it there.
   */
  String label(DataViewSource.Field field) {
    if (field.format() != FieldFormat.MONEY) {
      return field.label();
    }
    return hasMinorUnit()
        ? field.label() + " (1/" + minorUnits() + " " + currency + ")"
        : field.label() + " (" + currency + ")";
  }

  /** A field's format in a data view; null for Kibana's own. */
  ObjectNode of(FieldFormat format) {
    return switch (format) {
      case TEXT, FLAG -> null;
      case COUNT, MONEY -> number("0,0");
      case RATIO -> number("0,0.00");
      case MILLIS -> Nodes.object("id", "duration", "params", durationParams());
      case WEEKDAY -> Nodes.object("id", "static_lookup", "params", weekdays());
      case DAY -> date("YYYY-MM-DD", "UTC");
      case INSTANT -> date("YYYY-MM-DD HH:mm:ss Z", zone);
    };
  }

  private static ObjectNode number(String pattern) {
    return Nodes.object("id", "number", "params", Nodes.object("pattern", pattern));
  }

  /**
   * Kibana's server goes by the zone. Its page does not, whatever a format says: there it is always
   * {@code dateFormat:tz}. So the pattern of an instant shows the offset.
   */
  private static ObjectNode date(String pattern, String zone) {
    return Nodes.object("id", "date", "params", Nodes.object("pattern", pattern, "timezone", zone));
  }

  private static ObjectNode durationParams() {
    return Nodes.object(
        "inputFormat",
        "milliseconds",
        "outputFormat",
        "asSeconds",
        "outputPrecision",
        1,
        "useShortSuffix",
        true,
        "includeSpaceWithSuffix",
        true);
  }

  private static ObjectNode weekdays() {
    String[] names = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    Object[] entries = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      entries[i] = Nodes.object("key", String.valueOf(i + 1), "value", names[i]);
    }
    return Nodes.object("lookupEntries", Nodes.array(entries));
  }

  /** A number's format in a panel; null for the data view's. */
  ObjectNode of(NumberFormat format) {
    return switch (format) {
      case OWN -> null;
      case COUNT -> format("number", 0, null);
      case MONEY -> format("number", digits, " " + currency);
      case PERCENT -> format("percent", 1, null);
      case RATIO -> format("number", 2, null);
      case SECONDS -> format("number", 1, " s");
    };
  }

  private static ObjectNode format(String id, int decimals, String suffix) {
    return Nodes.object("id", id, "params", Nodes.object("decimals", decimals, "suffix", suffix));
  }
}
