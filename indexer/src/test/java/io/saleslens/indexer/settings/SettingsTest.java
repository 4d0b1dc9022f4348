package io.saleslens.indexer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests run under a Turkish locale, in which the capital of i is not I. */
class SettingsTest {
  private static final Map<String, String> MINIMAL =
      Map.of("SALESLENS_MYSQL_URL", "jdbc:mysql://db:3306/shop");

  @TempDir private Path folder;

  private static SettingsReader environment(String... keysAndValues) {
    Map<String, String> environment = new HashMap<>(MINIMAL);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      environment.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SettingsReader.of(Optional.empty(), environment);
  }

  private SettingsReader file(String yaml, Map<String, String> environment) throws Exception {
    return SettingsReader.of(Optional.of(write("saleslens.yaml", yaml)), environment);
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Path authorities() throws Exception {
    return Path.of(SettingsTest.class.getResource("authorities.pem").toURI());
  }

  @Test
  void defaults() {
    SettingsReader settings = environment();
    assertThat(MysqlSettings.from(settings))
        .isEqualTo(
            new MysqlSettings(
                "mysql.",
                "jdbc:mysql://db:3306/shop",
                "",
                Optional.empty(),
                true,
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5)));
    assertThat(ElasticSettings.from(settings))
        .isEqualTo(
            new ElasticSettings(
                URI.create("http://localhost:9200"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                false,
                2 << 20,
                3,
                1));
    assertThat(SourceSettings.from(settings))
        .isEqualTo(
            new SourceSettings(
                "platform_sales",
                Arrays.stream(SaleField.values())
                    .collect(Collectors.toMap(Function.identity(), SaleField::fieldName)),
                ZoneId.of("Asia/Seoul"),
                ZoneId.of("Asia/Seoul"),
                0,
                10_000_000_000_000L,
                NullFlag.UNCOUNTED,
                false,
                false,
                Duration.ofMinutes(10),
                20_000,
                Duration.ofMinutes(1)));
  }

  @Test
  void everyValueFromTheFile() throws Exception {
    Path ca = authorities();
    StringBuilder columns = new StringBuilder();
    for (SaleField field : SaleField.values()) {
      columns.append("      %s: c_%s\n".formatted(field.fieldName().replace('_', '-'), field));
    }
    String yaml =
        """
        saleslens:
          zone: Europe/London
          mysql:
            url: jdbc:mysql://h:1/s?useSSL=true
            user: u
            password: p
            tls: off
            connect-timeout: PT1S
            read-timeout: PT2S
          elasticsearch:
            url: https://e:9243/search
            user: eu
            password: ep
            ca: %s
            connect-timeout: PT3S
            request-timeout: PT4S
            compression: true
          bulk:
            bytes: 1024
            connections: 16
          source:
            table: s.t
            zone: America/New_York
            amount-scale: 2
            max-amount: 5000
            null-is-canceled: canceled
            raw-data: true
            columns:
        %s
          card:
            ids: refuse
          sync:
            overlap: PT0S
            page-size: 1
            patience: PT3S
        """
            .formatted(ca, columns);
    SettingsReader settings = file(yaml, Map.of());
    assertThat(MysqlSettings.from(settings))
        .isEqualTo(
            new MysqlSettings(
                "mysql.",
                "jdbc:mysql://h:1/s?useSSL=true",
                "u",
                Optional.of(new Secret("p")),
                false,
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2)));
    assertThat(ElasticSettings.from(settings))
        .isEqualTo(
            new ElasticSettings(
                URI.create("https://e:9243/search"),
                Optional.empty(),
                Optional.of("eu"),
                Optional.of(new Secret("ep")),
                CaFile.from(settings, "elasticsearch.ca"),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                true,
                1024,
                16,
                1));
    assertThat(SourceSettings.from(settings))
        .isEqualTo(
            new SourceSettings(
                "s.t",
                Arrays.stream(SaleField.values())
                    .collect(Collectors.toMap(Function.identity(), field -> "c_" + field)),
                ZoneId.of("America/New_York"),
                ZoneId.of("Europe/London"),
                2,
                5_000,
                NullFlag.CANCELED,
                true,
                true,
                Duration.ZERO,
                1,
                Duration.ofSeconds(3)));
    settings.refuseUnknownKeys();
  }

  /** Each key, as it is written in the environment. */
  @Test
  void everyValueFromTheEnvironment() {
    SettingsReader settings =
        environment(
            "SALESLENS_MYSQL_USER", "u",
            "SALESLENS_MYSQL_PASSWORD", "p",
            "SALESLENS_ELASTICSEARCH_URL", "https://e:9243",
            "SALESLENS_ELASTICSEARCH_API_KEY", "k",
            "SALESLENS_BULK_CONNECTIONS", "4",
            "SALESLENS_ZONE", "UTC",
            "SALESLENS_SOURCE_ZONE", "Europe/London",
            "SALESLENS_SOURCE_TABLE", "t",
            "SALESLENS_SOURCE_AMOUNT_SCALE", "3",
            "SALESLENS_SOURCE_RAW_DATA", "TRUE",
            "SALESLENS_SOURCE_MAX_AMOUNT", "7",
            "SALESLENS_SOURCE_NULL_IS_CANCELED", "not-canceled",
            "SALESLENS_CARD_IDS", "refuse",
            "SALESLENS_SOURCE_COLUMNS_IS_CANCELED", "none",
            "SALESLENS_SOURCE_COLUMNS_CARD_NUMBER", "pan",
            "SALESLENS_SYNC_PAGE_SIZE", "9",
            "SALESLENS_SYNC_OVERLAP", "PT1H");
    assertThat(MysqlSettings.from(settings).password()).contains(new Secret("p"));
    assertThat(MysqlSettings.from(settings).user()).isEqualTo("u");
    ElasticSettings elastic = ElasticSettings.from(settings);
    assertThat(elastic.apiKey()).contains(new Secret("k"));
    assertThat(elastic.url()).isEqualTo(URI.create("https://e:9243"));
    assertThat(elastic.bulkConnections()).isEqualTo(4);
    SourceSettings source = SourceSettings.from(settings);
    assertThat(source.businessZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(source.sourceZone()).isEqualTo(ZoneId.of("Europe/London"));
    assertThat(source.table()).isEqualTo("t");
    assertThat(source.amountScale()).isEqualTo(3);
    assertThat(source.rawData()).isTrue();
    assertThat(source.maxAmount()).isEqualTo(7);
    assertThat(source.nullFlag()).isEqualTo(NullFlag.NOT_CANCELED);
    assertThat(source.refusesCardIds()).isTrue();
    assertThat(source.column(SaleField.IS_CANCELED)).isEmpty();
    assertThat(source.column(SaleField.CARD_NUMBER)).contains("pan");
    assertThat(source.pageSize()).isEqualTo(9);
    assertThat(source.overlap()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void theSourceZoneIsTheBusinessZoneUnlessGiven() {
    assertThat(SourceSettings.from(environment("SALESLENS_ZONE", "UTC")).sourceZone())
        .isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws Exception {
    SettingsReader settings =
        file(
            "saleslens:\n  zone: UTC\n  source:\n    table: file\n",
            Map.of("SALESLENS_ZONE", "Asia/Tokyo"));
    SourceSettings source = SourceSettings.from(settings);
    assertThat(source.businessZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(source.table()).isEqualTo("file");
  }

  @Test
  void emptyCountsAsNotSet() {
    SourceSettings source =
        SourceSettings.from(environment("SALESLENS_ZONE", " ", "SALESLENS_SOURCE_TABLE", ""));
    assertThat(source.businessZone()).isEqualTo(ZoneId.of("Asia/Seoul"));
    assertThat(source.table()).isEqualTo("platform_sales");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", " p ", "p$${a}\\{b}", "a,b\\,c", "#:'\"%", "비밀"})
  void aSecretIsTakenLetterForLetter(String secret) throws Exception {
    assertThat(environment("SALESLENS_MYSQL_PASSWORD", secret).secret("mysql.password"))
        .contains(new Secret(secret));
    Path file = write("secret", secret + "\n");
    assertThat(
            environment("SALESLENS_MYSQL_PASSWORD_FILE", file.toString()).secret("mysql.password"))
        .contains(new Secret(secret));
  }

  @Test
  void bothFormsOfASecretAreRefused() throws Exception {
    Path file = write("secret", "b");
    SettingsReader settings =
        environment(
            "SALESLENS_MYSQL_PASSWORD", "clear", "SALESLENS_MYSQL_PASSWORD_FILE", file.toString());
    refused(
        () -> settings.secret("mysql.password"),
        "Both saleslens.mysql.password and saleslens.mysql.password-file are set; keep one.");
  }

  @Test
  void aSecretsFileThatIsMissingOrEmptyIsNamed() throws Exception {
    Path missing = folder.resolve("none");
    refused(
        () -> environment("SALESLENS_CARD_PEPPER_FILE", missing.toString()).secret("card.pepper"),
        "The file of saleslens.card.pepper, " + missing + ", cannot be read: NoSuchFileException.");
    Path empty = write("empty", "\n");
    refused(
        () -> environment("SALESLENS_CARD_PEPPER_FILE", empty.toString()).secret("card.pepper"),
        "The file of saleslens.card.pepper, " + empty + ", is empty.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SALESLENS_ZONE | Seoul | Setting saleslens.zone (SALESLENS_ZONE) is 'Seoul'; it must be a time zone such as Asia/Seoul or UTC.",
        "SALESLENS_CARD_IDS | mask | Setting saleslens.card.ids (SALESLENS_CARD_IDS) is 'mask'; it must be keep or refuse.",
        "SALESLENS_SYNC_PAGE_SIZE | 0 | Setting saleslens.sync.page-size (SALESLENS_SYNC_PAGE_SIZE) is '0'; it must be a whole number from 1 to 1000000.",
        "SALESLENS_SYNC_PAGE_SIZE | many | Setting saleslens.sync.page-size (SALESLENS_SYNC_PAGE_SIZE) is 'many'; it must be a whole number from 1 to 1000000.",
        "SALESLENS_SYNC_OVERLAP | 10m | Setting saleslens.sync.overlap (SALESLENS_SYNC_OVERLAP) is '10m'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "SALESLENS_SYNC_OVERLAP | -PT1S | Setting saleslens.sync.overlap (SALESLENS_SYNC_OVERLAP) is '-PT1S'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "SALESLENS_SOURCE_RAW_DATA | yes | Setting saleslens.source.raw-data (SALESLENS_SOURCE_RAW_DATA) is 'yes'; it must be true or false.",
        "SALESLENS_ELASTICSEARCH_URL | localhost:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'localhost:9200'; it must be an http:// or https:// URL without user, password and query. It does not begin with http:// or https://.",
        "SALESLENS_ELASTICSEARCH_URL | http://u:s3cret@h:1 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://****@h:1'; it must be an http:// or https:// URL without user, password and query. User and password have settings of their own.",
        "SALESLENS_MYSQL_URL | jdbc:postgresql://u:s3cret@h/x?password=s3cret | Setting saleslens.mysql.url (SALESLENS_MYSQL_URL) is 'jdbc:postgresql://h/x'; it must start with jdbc:mysql://, as in jdbc:mysql://localhost:3306/shop.",
        "SALESLENS_SOURCE_COLUMNS_STORE_ID | none | Setting saleslens.source.columns.store-id is 'none'; a sale cannot do without store_id.",
        "SALESLENS_SYNC_OVERLAP | P25D | Setting saleslens.sync.overlap (SALESLENS_SYNC_OVERLAP) is 'P25D'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "SALESLENS_SYNC_OVERLAP | PT9223372036854775807S | Setting saleslens.sync.overlap (SALESLENS_SYNC_OVERLAP) is 'PT9223372036854775807S'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "SALESLENS_SYNC_PATIENCE | soon | Setting saleslens.sync.patience (SALESLENS_SYNC_PATIENCE) is 'soon'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "SALESLENS_MYSQL_READ_TIMEOUT | P99999D | Setting saleslens.mysql.read-timeout (SALESLENS_MYSQL_READ_TIMEOUT) is 'P99999D'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "SALESLENS_ELASTICSEARCH_REQUEST_TIMEOUT | 60 | Setting saleslens.elasticsearch.request-timeout (SALESLENS_ELASTICSEARCH_REQUEST_TIMEOUT) is '60'; it must be a duration such as PT10M (ten minutes) or PT5S, not negative and at most P24D.",
        "SALESLENS_MYSQL_TLS | yes | Setting saleslens.mysql.tls (SALESLENS_MYSQL_TLS) is 'yes'; it must be verify or off.",
        "SALESLENS_SYNC_PAGE_SIZE | 99999999999999999999 | Setting saleslens.sync.page-size (SALESLENS_SYNC_PAGE_SIZE) is '99999999999999999999'; it must be a whole number from 1 to 1000000.",
        "SALESLENS_BULK_CONNECTIONS | 17 | Setting saleslens.bulk.connections (SALESLENS_BULK_CONNECTIONS) is '17'; it must be a whole number from 1 to 16.",
        "SALESLENS_SOURCE_AMOUNT_SCALE | 2.0 | Setting saleslens.source.amount-scale (SALESLENS_SOURCE_AMOUNT_SCALE) is '2.0'; it must be a whole number from 0 to 6.",
        "SALESLENS_SOURCE_ZONE | GMT+25 | Setting saleslens.source.zone (SALESLENS_SOURCE_ZONE) is 'GMT+25'; it must be a time zone such as Asia/Seoul or UTC.",
        "SALESLENS_ELASTICSEARCH_URL | http://h:70000 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h:70000'; it must be an http:// or https:// URL without user, password and query. A port is a number from 1 to 65535.",
        "SALESLENS_ELASTICSEARCH_URL | u:s3cret@h:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is '****@h:9200'; it must be an http:// or https:// URL without user, password and query. User and password have settings of their own.",
        "SALESLENS_ELASTICSEARCH_URL | http://u:s3/cret@h:1 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://****@h:1'; it must be an http:// or https:// URL without user, password and query. User and password have settings of their own.",
        "SALESLENS_ELASTICSEARCH_URL | http://u:s3?cret@h:1 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://****@h:1'; it must be an http:// or https:// URL without user, password and query. User and password have settings of their own.",
        "SALESLENS_ELASTICSEARCH_URL | ftp://h?api_key=s3cret | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'ftp://h'; it must be an http:// or https:// URL without user, password and query. It does not begin with http:// or https://.",
        "SALESLENS_ELASTICSEARCH_URL | http://h:0 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h:0'; it must be an http:// or https:// URL without user, password and query. A port is a number from 1 to 65535.",
        "SALESLENS_ELASTICSEARCH_URL | http://h:92OO | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h:92OO'; it must be an http:// or https:// URL without user, password and query. A port is a number from 1 to 65535.",
        "SALESLENS_ELASTICSEARCH_URL | http://h: | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h:'; it must be an http:// or https:// URL without user, password and query. No port follows the colon.",
        "SALESLENS_ELASTICSEARCH_URL | http://my_host:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://my_host:9200'; it must be an http:// or https:// URL without user, password and query. A host's name has no underscore; give its address, or another name of it.",
        "SALESLENS_ELASTICSEARCH_URL | http://a:9200,http://b:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://a:9200,http://b:9200'; it must be an http:// or https:// URL without user, password and query. It names several servers; give one, or what balances the load of them.",
        "SALESLENS_ELASTICSEARCH_URL | http://a,b:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://a,b:9200'; it must be an http:// or https:// URL without user, password and query. It names several servers; give one, or what balances the load of them.",
        "SALESLENS_ELASTICSEARCH_URL | http://h:9200/?pretty | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h:9200/'; it must be an http:// or https:// URL without user, password and query. It has a query (?).",
        "SALESLENS_ELASTICSEARCH_URL | http://h:9200/#a | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h:9200/#a'; it must be an http:// or https:// URL without user, password and query. It has a fragment (#).",
        "SALESLENS_ELASTICSEARCH_URL | http://::1:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://::1:9200'; it must be an http:// or https:// URL without user, password and query. An IPv6 address stands in brackets, as in http://[::1]:9200.",
        "SALESLENS_ELASTICSEARCH_URL | http:///x | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http:///x'; it must be an http:// or https:// URL without user, password and query. It names no host.",
        "SALESLENS_ELASTICSEARCH_URL | http://h :9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h :9200'; it must be an http:// or https:// URL without user, password and query. It has blanks in it.",
        "SALESLENS_ELASTICSEARCH_URL | http://h:9200/%zz | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://h:9200/%zz'; it must be an http:// or https:// URL without user, password and query. It has a character that a URL cannot have.",
        "SALESLENS_ELASTICSEARCH_URL | http:/h:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http:/h:9200'; it must be an http:// or https:// URL without user, password and query. It does not begin with http:// or https://.",
        "SALESLENS_ELASTICSEARCH_URL | http://판매:9200 | Setting saleslens.elasticsearch.url (SALESLENS_ELASTICSEARCH_URL) is 'http://판매:9200'; it must be an http:// or https:// URL without user, password and query. Its host is neither a name of letters, digits, dots and hyphens nor an address.",
        "SALESLENS_ZONE | a\u001b[2J | Setting saleslens.zone (SALESLENS_ZONE) is 'a?[2J'; it must be a time zone such as Asia/Seoul or UTC.",
        "SALESLENS_MYSQL_CA | a\0b | Setting saleslens.mysql.ca (SALESLENS_MYSQL_CA) is 'a?b'; it must be the path of a file.",
        "SALESLENS_BULK_BYTES | 1 | Setting saleslens.bulk.bytes (SALESLENS_BULK_BYTES) is '1'; it must be a whole number from 1024 to 52428800.",
      })
  void aMalformedValueIsRefusedWithKeyValueAndWhatIsAllowed(
      String name, String value, String message) {
    SettingsReader settings = environment(name, value);
    refused(
        () -> {
          MysqlSettings.from(settings);
          ElasticSettings.from(settings);
          SourceSettings.from(settings);
        },
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS://Search.Example.com:443/es, https://Search.Example.com:443/es",
    "' http://h:9200 ', http://h:9200",
    "http://[::1]:9200, http://[::1]:9200",
    "https://h, https://h"
  })
  void aUrlIsReadHoweverItIsSpelled(String value, String url) {
    ElasticSettings settings =
        ElasticSettings.from(environment("SALESLENS_ELASTICSEARCH_URL", value));
    assertThat(settings.url()).hasToString(url);
  }

  @Test
  void aMultipleMustBeAboveZeroAndNoAbsurdNumber() {
    for (String value : new String[] {"0", "-1", "two", "1e999999999", "1e-999999999", "1000001"}) {
      refused(
          () ->
              environment("SALESLENS_X_MULTIPLE", value)
                  .positiveDecimal("x.multiple", BigDecimal.ONE),
          "Setting saleslens.x.multiple (SALESLENS_X_MULTIPLE) is '%s'; it must be a number above 0 and up to 1000000, such as 2 or 2.5."
              .formatted(value));
    }
  }

  @Test
  void aMissingValueIsNamedWithBothItsNames() {
    refused(
        () -> MysqlSettings.from(SettingsReader.of(Optional.empty(), Map.of())),
        "Setting saleslens.mysql.url is missing. Set it in saleslens.yaml or as SALESLENS_MYSQL_URL.");
  }

  @Test
  void waysOfAuthenticationThatDoNotGoTogetherAreRefused() {
    refused(
        () ->
            ElasticSettings.from(
                environment(
                    "SALESLENS_ELASTICSEARCH_API_KEY", "k",
                    "SALESLENS_ELASTICSEARCH_USER", "u",
                    "SALESLENS_ELASTICSEARCH_PASSWORD", "p")),
        "Both saleslens.elasticsearch.api-key and saleslens.elasticsearch.user are set; keep one.");
    refused(
        () -> ElasticSettings.from(environment("SALESLENS_ELASTICSEARCH_USER", "u")),
        "saleslens.elasticsearch.user and saleslens.elasticsearch.password go together; set both or neither.");
  }

  @Test
  void aFileOfCertificatesMayHoldSeveral() throws Exception {
    SettingsReader settings = environment("SALESLENS_ELASTICSEARCH_CA", authorities().toString());
    assertThat(ElasticSettings.from(settings).ca().orElseThrow().certificates()).hasSize(2);
  }

  @Test
  void aFileOfCertificatesWithoutAnyIsNamed() throws Exception {
    Path empty = write("empty.pem", "");
    refused(
        () -> MysqlSettings.from(environment("SALESLENS_MYSQL_CA", empty.toString())),
        "Setting saleslens.mysql.ca (SALESLENS_MYSQL_CA) names '%s', which holds no certificate."
            .formatted(empty));
    Path other = write("other.pem", "x");
    refused(
        () -> MysqlSettings.from(environment("SALESLENS_MYSQL_CA", other.toString())),
        "Setting saleslens.mysql.ca (SALESLENS_MYSQL_CA) names '%s', which is not a file of PEM certificates."
            .formatted(other));
  }

  @Test
  void aCertificateThatCannotBeReadIsNamed() {
    Path none = folder.resolve("none.pem");
    refused(
        () -> ElasticSettings.from(environment("SALESLENS_ELASTICSEARCH_CA", none.toString())),
        "Setting saleslens.elasticsearch.ca (SALESLENS_ELASTICSEARCH_CA) names '%s', which cannot be read."
            .formatted(none));
  }

  @ParameterizedTest
  @CsvSource({
    "http://es.example:9200, true",
    "http://localhost:9200, false",
    "http://127.0.0.1:9200, false",
    "https://es.example:9200, false"
  })
  void aSecretThatOthersCanReadOnTheWayIsNoticed(String url, boolean inClear) {
    SettingsReader without = environment("SALESLENS_ELASTICSEARCH_URL", url);
    assertThat(ElasticSettings.from(without).sendsSecretsInClear()).isFalse();
    SettingsReader with =
        environment(
            "SALESLENS_ELASTICSEARCH_URL", url, "SALESLENS_ELASTICSEARCH_API_KEY", "s3cret");
    assertThat(ElasticSettings.from(with).sendsSecretsInClear()).isEqualTo(inClear);
  }

  @Test
  void anUnknownKeyOfTheFileIsRefused() throws Exception {
    SettingsReader settings =
        file("saleslens:\n  mysql:\n    url: jdbc:mysql://h/s\n    pasword: x\n", Map.of());
    MysqlSettings.from(settings);
    assertThatThrownBy(settings::refuseUnknownKeys)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            folder.resolve("saleslens.yaml")
                + " has the unknown key saleslens.mysql.pasword. Known keys: ")
        .hasMessageContaining("saleslens.mysql.password,");
  }

  @Test
  void aFileThatIsNoYamlOrMissingIsNamed() {
    assertThatThrownBy(() -> file("a: [1", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "Settings file " + folder.resolve("saleslens.yaml") + " is not valid YAML: ");
    refused(
        () -> SettingsReader.of(Optional.of(folder.resolve("none.yaml")), Map.of()),
        "Settings file " + folder.resolve("none.yaml") + " cannot be read: NoSuchFileException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "saleslens: s3cret | {file} has the unknown key saleslens. Known keys: .",
        "saleslens: {zone: [UTC]} | {file} has the unknown key saleslens.zone. Known keys: .",
        "- s3cret | Settings file {file} holds no keys; it must begin with 'saleslens:'.",
        "s3cret | Settings file {file} holds no keys; it must begin with 'saleslens:'.",
        "{a: s3cret, a: 2} | Settings file {file} is not valid YAML: found duplicate key a, line 1",
        "saleslens: &a {b: *a} | Settings file {file} is not valid YAML for settings: it contains itself",
        "saleslens: {zone: &a [UTC, *a]} | Settings file {file} is not valid YAML for settings: it contains itself",
        "saleslens: !!java.net.URL [http://s3cret] | Settings file {file} is not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL, line 1",
        "saleslens: *a | Settings file {file} is not valid YAML: found undefined alias a, line 1",
        "saleslens: {zone: a: b} | Settings file {file} is not valid YAML: expected ',' or '}', but got :, line 1",
        "saleslens: {zone: '\u0001'} | Settings file {file} is not valid YAML: special characters are not allowed",
        "a: 1%n---%nb: 2 | Settings file {file} is not valid YAML: but found another document, line 2",
        "saleslens:%n\tzone: UTC | Settings file {file} is not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation), line 2",
      })
  void aFileOfAnotherShapeIsRefused(String yaml, String message) throws Exception {
    Path file = folder.resolve("saleslens.yaml");
    refused(
        () -> file(yaml.replace("%n", "\n"), MINIMAL).refuseUnknownKeys(),
        message.replace("{file}", file.toString()));
  }

  @Test
  void aFileThatGrowsOrSinksWithoutEndIsRefused() {
    StringBuilder laughs = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char name = 'b'; name <= 'k'; name++) {
      laughs.append(
          "%1$s: &%1$s [%2$s]\n".formatted(name, ("*" + (char) (name - 1) + ",").repeat(9)));
    }
    for (String yaml :
        new String[] {
          laughs.toString(), "[".repeat(50_000), "a: ".repeat(10) + "{b: ".repeat(50_000)
        }) {
      assertThatThrownBy(() -> file(yaml, MINIMAL))
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith("Settings file ");
    }
  }

  @Test
  void secretsAreInNoToString() {
    SettingsReader settings =
        environment(
            "SALESLENS_MYSQL_URL", "jdbc:mysql://s3cret:s3cret@h/s?password=s3cret",
            "SALESLENS_MYSQL_PASSWORD", "s3cret",
            "SALESLENS_ELASTICSEARCH_API_KEY", "s3cret");
    assertThat(MysqlSettings.from(settings) + " " + ElasticSettings.from(settings))
        .doesNotContain("s3cret");
  }

  @FunctionalInterface
  private interface Reading {
    void read() throws Exception;
  }

  private static void refused(Reading reading, String message) {
    assertThatThrownBy(reading::read).isInstanceOf(SettingsException.class).hasMessage(message);
  }
}
