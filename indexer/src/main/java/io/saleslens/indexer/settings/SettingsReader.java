package io.saleslens.indexer.settings;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads single settings by key and refuses bad ones with the key, the value and what is allowed.
 *
 * <p>A key such as {@code saleslens.mysql.url} comes from the environment ({@code
 * SALESLENS_MYSQL_URL}) or else from the YAML file; empty counts as not set. The environment wins.
 * Nothing is repaired in silence.
 */
public final class SettingsReader {
  private static final String ROOT = "saleslens.";
  private static final int FILE_ORDINAL = 100;
  private static final int ENVIRONMENT_ORDINAL = 300;

  /** As many milliseconds as an int holds, in which servers and drivers count. */
  public static final Duration LONGEST = Duration.ofDays(24);

  private static final BigDecimal LARGEST_DECIMAL = BigDecimal.valueOf(1_000_000);
  private static final int MOST_DECIMALS = 20;

  private final SmallRyeConfig config;
  private final Set<String> fileKeys = new TreeSet<>();
  private final Set<String> knownKeys = new TreeSet<>();
  private final String fileName;

  private SettingsReader(SmallRyeConfig config, Set<String> fileKeys, String fileName) {
    this.config = config;
    this.fileKeys.addAll(fileKeys);
    this.fileName = fileName;
  }

  /**
   * @param file the YAML file; absent means the environment alone
   * @param environment usually {@link System#getenv()}
   * @throws SettingsException if the file cannot be read or is not YAML
   */
  public static SettingsReader of(Optional<Path> file, Map<String, String> environment) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL));
    Set<String> fileKeys = Set.of();
    if (file.isPresent()) {
      YamlConfigSource yaml = readYaml(file.get());
      fileKeys = yaml.getPropertyNames();
      builder.withSources(yaml);
    }
    return new SettingsReader(
        builder.build(), fileKeys, file.map(Path::toString).orElse("environment"));
  }

  private static YamlConfigSource readYaml(Path file) {
    String name = "Settings file " + file;
    try {
      String text = Files.readString(file);
      requireKeysOnce(name, text);
      return new YamlConfigSource(file.toString(), text, FILE_ORDINAL);
    } catch (IOException e) {
      throw new SettingsException(name + " cannot be read: " + e.getClass().getSimpleName(), e);
    } catch (MarkedYAMLException e) {
      throw new SettingsException(
          "%s is not valid YAML: %s, line %d"
              .formatted(name, Shown.of(e.getProblem()), e.getProblemMark().getLine() + 1),
          e);
    } catch (SettingsException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SettingsException(name + " is not valid YAML: " + firstLine(e.getMessage()), e);
    } catch (StackOverflowError e) {
      throw new SettingsException(name + " is not valid YAML for settings: it contains itself", e);
    }
  }

  /** Of a key given twice the source would take the second, and a list it would pass over. */
  private static void requireKeysOnce(String name, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object content = new Yaml(new SafeConstructor(options)).load(text);
    if (content != null && !(content instanceof Map)) {
      throw new SettingsException(name + " holds no keys; it must begin with 'saleslens:'.");
    }
  }

  private static String firstLine(String message) {
    return message == null
        ? "unknown error"
        : Shown.of(message.lines().findFirst().orElse("unknown error"));
  }

  /** The text of a key, trimmed; empty when it is not set. */
  public Optional<String> text(String key) {
    return untrimmed(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  private Optional<String> untrimmed(String key) {
    knownKeys.add(ROOT + key);
    return Optional.ofNullable(config.getConfigValue(ROOT + key).getValue());
  }

  /**
   * @throws SettingsException if the key is not set
   */
  public String required(String key) {
    return text(key)
        .orElseThrow(
            () ->
                new SettingsException(
                    "Setting %s is missing. Set it in saleslens.yaml or as %s."
                        .formatted(ROOT + key, environmentName(key))));
  }

  /**
   * A secret: from the key itself or, as containers hand them out, from the file that {@code
   * <key>-file} names (a line break at its end is dropped). Not trimmed.
   */
  public Optional<Secret> secret(String key) {
    Optional<String> direct = untrimmed(key).filter(value -> !value.isBlank());
    Optional<Path> file = path(key + "-file");
    if (direct.isPresent() && file.isPresent()) {
      throw new SettingsException(
          "Both %s and %s are set; keep one.".formatted(ROOT + key, ROOT + key + "-file"));
    }
    return file.map(path -> readSecret(key, path)).or(() -> direct.map(Secret::new));
  }

  /** The path of a file. */
  public Optional<Path> path(String key) {
    return Optional.ofNullable(parse(key, null, "the path of a file", Path::of));
  }

  private Secret readSecret(String key, Path path) {
    try {
      String value = Files.readString(path).replaceAll("\\R\\z", "");
      if (value.isEmpty()) {
        throw new SettingsException("The file of %s, %s, is empty.".formatted(ROOT + key, path));
      }
      return new Secret(value);
    } catch (IOException e) {
      throw new SettingsException(
          "The file of %s, %s, cannot be read: %s."
              .formatted(ROOT + key, path, e.getClass().getSimpleName()),
          e);
    }
  }

  /** A whole number between {@code min} and {@code max}, both included. */
  public long number(String key, long defaultValue, long min, long max) {
    return parse(
        key,
        defaultValue,
        "a whole number from " + min + " to " + max,
        value -> {
          long number = Long.parseLong(value);
          return number >= min && number <= max ? number : null;
        });
  }

  /** A decimal number above zero, up to a million, of some digits. */
  public BigDecimal positiveDecimal(String key, BigDecimal defaultValue) {
    return parse(
        key,
        defaultValue,
        "a number above 0 and up to 1000000, such as 2 or 2.5",
        value -> {
          BigDecimal number = new BigDecimal(value);
          boolean inRange = number.signum() > 0 && number.compareTo(LARGEST_DECIMAL) <= 0;
          return inRange && number.scale() <= MOST_DECIMALS ? number : null;
        });
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key, boolean defaultValue) {
    return parse(
        key,
        defaultValue,
        "true or false",
        value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> null;
            });
  }

  /** A region of the time zone database, such as {@code Asia/Seoul}, or {@code UTC}. */
  public ZoneId zone(String key, ZoneId defaultValue) {
    return parse(key, defaultValue, "a time zone such as Asia/Seoul or UTC", ZoneId::of);
  }

  /** A currency by its ISO 4217 code; none of those without minor units, such as gold's. */
  public Currency currency(String key, Currency defaultValue) {
    return parse(
        key,
        defaultValue,
        "the ISO 4217 code of a currency in capitals, such as KRW or USD",
        value -> {
          Currency currency = Currency.getInstance(value);
          return currency.getDefaultFractionDigits() < 0 ? null : currency;
        });
  }

  /** An ISO 8601 duration such as {@code PT10M}, at most {@link #LONGEST}. */
  public Duration duration(String key, Duration defaultValue) {
    return parse(
        key,
        defaultValue,
        "a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D",
        value -> {
          Duration duration = Duration.parse(value);
          return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? null : duration;
        });
  }

  /** An absolute http or https URL; its scheme is answered in lower case. */
  public URI url(String key, URI defaultValue) {
    String allowed = "an http:// or https:// URL without user, password and query";
    Optional<String> fault = text(key).flatMap(it -> HttpUrl.fault(it, false));
    return parse(
        key,
        defaultValue,
        fault.map(it -> allowed + ". " + it.substring(0, it.length() - 1)).orElse(allowed),
        value -> fault.isPresent() ? null : HttpUrl.of(value),
        SettingsReader::withoutUserInfo);
  }

  /** Any text that {@code parser} accepts; it answers null or throws for what it does not. */
  public <T> T parse(String key, T defaultValue, String allowed, Function<String, T> parser) {
    return parse(key, defaultValue, allowed, parser, Function.identity());
  }

  private <T> T parse(
      String key,
      T defaultValue,
      String allowed,
      Function<String, T> parser,
      Function<String, String> printable) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return defaultValue;
    }
    T parsed;
    try {
      parsed = parser.apply(value.get());
    } catch (IllegalArgumentException | DateTimeException e) {
      parsed = null;
    }
    if (parsed == null) {
      throw new SettingsException(
          "Setting %s is '%s'; it must be %s."
              .formatted(shown(key), Shown.of(printable.apply(value.get())), allowed));
    }
    return parsed;
  }

  private static String withoutUserInfo(String url) {
    return url.replaceAll("(?s)^([a-zA-Z]*://)?.*@", "$1****@").replaceAll("(?s)\\?.*", "");
  }

  /**
   * To be called once all settings were read.
   *
   * @throws SettingsException if the file has a key that nothing asked for
   */
  public void refuseUnknownKeys() {
    for (String key : fileKeys) {
      if (!knownKeys.contains(key)) {
        throw new SettingsException(
            "%s has the unknown key %s. Known keys: %s."
                .formatted(fileName, Shown.of(key), String.join(", ", knownKeys)));
      }
    }
  }

  /** A key as messages name it: {@code saleslens.mysql.url (SALESLENS_MYSQL_URL)}. */
  public static String shown(String key) {
    return ROOT + key + " (" + environmentName(key) + ")";
  }

  private static String environmentName(String key) {
    return (ROOT + key).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
