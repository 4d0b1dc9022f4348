package io.saleslens.indexer.settings;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parameters of Connector/J that decide what is read and how it is compared. They are the same for
 * every connection, whatever the URL says: read otherwise, rows would be left out, taken for
 * others, or come again for ever.
 */
public final class MysqlParameters {
  /** By name; what stands behind the question mark of a URL gives way to these. */
  public static final Map<String, String> FIXED =
      Map.ofEntries(
          // Values are sent, compared and taken as they come over the wire in this encoding.
          Map.entry("characterEncoding", "UTF-8"),
          Map.entry("characterSetResults", "UTF-8"),
          Map.entry("useServerPrepStmts", "false"),
          // Rows are streamed, all of them; a page with fewer than were asked for is the last.
          Map.entry("useCursorFetch", "false"),
          Map.entry("maxRows", "-1"),
          // A date of zeros becomes null, which is then handled like any other missing time.
          Map.entry("zeroDateTimeBehavior", "CONVERT_TO_NULL"),
          // A page begins behind the last row, to the microsecond.
          Map.entry("sendFractionalSeconds", "true"),
          Map.entry("padCharsWithSpace", "false"),
          Map.entry("useOldAliasMetadataBehavior", "false"),
          // MySQL would cut a value that does not fit, and say nothing.
          Map.entry("jdbcCompliantTruncation", "true"));

  private static final Pattern OF_ONE_HOST =
      Pattern.compile(
          "[(,]\\s*(" + String.join("|", FIXED.keySet()) + ")\\s*=", Pattern.CASE_INSENSITIVE);

  private static final Pattern COLLATION =
      Pattern.compile("(connectionCollation)\\s*=", Pattern.CASE_INSENSITIVE);

  private MysqlParameters() {}

  /** The parameter of a URL that cannot be given way to; empty if there is none. */
  static Optional<String> refused(String url) {
    return OF_ONE_HOST
        .matcher(url)
        .results()
        .map(it -> it.group(1))
        .findFirst()
        .or(() -> COLLATION.matcher(url).results().map(it -> it.group(1)).findFirst());
  }
}
