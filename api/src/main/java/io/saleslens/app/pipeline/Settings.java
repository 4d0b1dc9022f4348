package io.saleslens.app.pipeline;

import io.saleslens.api.ApiSettings;
import io.saleslens.app.webhook.WebhookSettings;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.LeaseSettings;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.imports.ImportSettings;
import io.saleslens.indexer.settings.ElasticSettings;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import io.saleslens.indexer.settings.SourceSettings;
import io.saleslens.kibana.imports.KibanaSettings;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set, checked as a whole before anything is done.
 *
 * @param mysql where the sales are; absent where a command does without
 * @param elastic where Elasticsearch is
 * @param source what the table looks like
 * @param currency whose minor units all money is in; has such units or none, never unknown ones
 * @param names of the indices
 * @param lease how long an instance that does not show itself keeps the others from writing
 * @param pepper keys the hashes of card numbers
 * @param repeatAmount the rule's parameters
 * @param api where the REST API listens
 * @param schedule when jobs run
 * @param imports where sales are that come by files; absent if none may come
 * @param webhooks who is told what happens; absent if nobody is
 * @param kibana where dashboards are imported
 */
public record Settings(
    Optional<MysqlSettings> mysql,
    ElasticSettings elastic,
    SourceSettings source,
    Currency currency,
    IndexNames names,
    LeaseSettings lease,
    Secret pepper,
    RepeatAmountRule repeatAmount,
    ApiSettings api,
    ScheduleSettings schedule,
    Optional<ImportSettings> imports,
    Optional<WebhookSettings> webhooks,
    KibanaSettings kibana) {

  private static final Currency WON = Currency.getInstance("KRW");

  /**
   * Used where no pepper is set: counting is as exact, but who sees a card key can try card numbers
   * against it.
   */
  private static final Secret NO_PEPPER = new Secret("saleslens");

  /**
   * @param file the YAML file, or empty for the environment alone
   * @param environment usually {@link System#getenv()}
   * @throws SettingsException naming the first setting that is missing, malformed or unknown
   */
  public static Settings load(Optional<Path> file, Map<String, String> environment) {
    SettingsReader reader = SettingsReader.of(file, environment);
    SourceSettings source = SourceSettings.from(reader);
    Secret pepper = reader.secret("card.pepper").orElse(NO_PEPPER);
    Settings settings =
        new Settings(
            mysql(reader),
            ElasticSettings.from(reader),
            source,
            reader.currency("currency", WON),
            new IndexNames(prefix(reader)),
            LeaseSettings.from(reader),
            pepper,
            rule(reader),
            ApiSettings.from(reader),
            ScheduleSettings.from(reader, source.businessZone()),
            ImportSettings.from(reader, pepper),
            WebhookSettings.from(reader),
            KibanaSettings.from(reader));
    reader.refuseUnknownKeys();
    return settings;
  }

  private static Optional<MysqlSettings> mysql(SettingsReader reader) {
    boolean anySet =
        reader.text("mysql.url").isPresent()
            || reader.text("mysql.user").isPresent()
            || reader.secret("mysql.password").isPresent();
    return anySet ? Optional.of(MysqlSettings.from(reader)) : Optional.empty();
  }

  private static String prefix(SettingsReader reader) {
    return reader.parse(
        "index.prefix",
        "platform_",
        "lower-case letters, digits, _ and -, beginning with a letter or digit, at most 64",
        value -> value.matches("[a-z0-9][a-z0-9_-]{0,63}") ? value : null);
  }

  private static RepeatAmountRule rule(SettingsReader reader) {
    String rule = "fraud.repeat-amount.";
    RepeatAmountRule usual = RepeatAmountRule.USUAL;
    return new RepeatAmountRule(
        (int) reader.number(rule + "min-repeats", usual.minRepeats(), 2, 1_000),
        reader.positiveDecimal(rule + "aov-multiple", usual.aovMultiple()),
        reader.flag(rule + "include-canceled", usual.includeCanceled()));
  }

  /**
   * Where the sales are.
   *
   * @throws SettingsException if it is not set
   */
  public MysqlSettings requiredMysql() {
    return mysql.orElseThrow(
        () ->
            new SettingsException(
                "Setting saleslens.mysql.url is missing. Set it in saleslens.yaml or as SALESLENS_MYSQL_URL, as in jdbc:mysql://localhost:3306/shop; './saleslens sandbox' gives you servers to try with."));
  }

  /** These settings, but on the servers of others. */
  public Settings onServersOf(Settings other) {
    return new Settings(
        other.mysql(),
        other.elastic(),
        source,
        currency,
        names,
        lease,
        pepper,
        repeatAmount,
        api,
        schedule,
        other.imports(),
        webhooks,
        kibana);
  }

  /** Whether card keys are hashed under a pepper of the operator's own. */
  public boolean hasPepper() {
    return !pepper.equals(NO_PEPPER);
  }
}
