package io.saleslens.indexer.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestMysql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class CsvLoaderTest {
  private static final String HEADER = "id,store_id,amount_sale,sold_at,remark\n";
  private static final String CARD = "4111111111111111";

  @TempDir private Path folder;
  private TestSettings settings;
  private TestTable table;

  /** What the loader told. */
  private record Told(CsvLoader.Loaded loaded, List<String> bad) {}

  @BeforeEach
  void create(TestMysql mysql) {
    settings = TestSettings.of(mysql);
    table = TestTable.create(settings);
  }

  private Told load(byte[] content) throws Exception {
    Path file = folder.resolve("sales.csv");
    Files.write(file, content);
    return load(file, settings);
  }

  private Told load(String content) throws Exception {
    return load(content.getBytes(StandardCharsets.UTF_8));
  }

  private static Told load(Path file, TestSettings settings) throws Exception {
    Database database = new Database(settings.mysql());
    List<String> bad = new ArrayList<>();
    CsvLoader.Listener listener =
        new CsvLoader.Listener() {
          @Override
          public void bad(CsvLoader.BadLine line) {
            bad.add(line.line() + ": " + line.reason());
          }

          @Override
          public void read(long records) {}
        };
    try (Connection connection = database.connect()) {
      CsvLoader.Loaded loaded =
          new CsvLoader(database, settings.source()).load(connection, file, listener);
      assertThat(loaded.bad()).isEqualTo(bad.size());
      return new Told(loaded, bad);
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private List<String> column(String name) {
    return table.rows().stream().map(row -> row.get(name)).toList();
  }

  private static String row(Object id, String remark) {
    return id + ",50,1000,2023-05-01 12:00:00," + remark + "\n";
  }

  @Test
  void everyColumnIsLoadedAsItStands() throws Exception {
    load(
        "id,created,modified,remark,num_approval,card_company,card_category,card_number,amount_sale,amount_fee,amount_deposit,is_canceled,sold_at,will_deposited_at,raw_data,platform,daily_sale_id,store_id,result_code,result_msg,extra_payment_id,detail_status,processing_status\n"
            + "7,2023-05-01 00:00:00.000001,2023-05-01 00:00:00.000002,말,0012,신한,CREDIT,9410-61**-****-1234,-5,0,+7,1,2023-05-01 12:00:00,2023-05-03T00:00:00,\"{\"\"a\"\": [1,\n2]}\",pos,8,50,0000,정상,x,done,ok\n");
    Map<String, String> row = table.rows().get(0);
    assertThat(row.values())
        .containsExactly(
            "7",
            "2023-05-01 00:00:00.000001",
            "2023-05-01 00:00:00.000002",
            "말",
            "0012",
            "신한",
            "CREDIT",
            "9410-61**-****-1234",
            "-5",
            "0",
            "7",
            "1",
            "2023-05-01 12:00:00",
            "2023-05-03 00:00:00",
            "{\"a\": [1,\n2]}",
            "pos",
            "8",
            "50",
            "0000",
            "정상",
            "x",
            "done",
            "ok");
  }

  @Test
  void compressedFilesAreLoadedWhateverTheirName() throws Exception {
    Told told = load(gzip((HEADER + row(1, "a") + row(2, "b")).getBytes(StandardCharsets.UTF_8)));
    assertThat(told.loaded().loaded()).isEqualTo(2);
    assertThat(column("remark")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void fieldsMayBePartedOtherwise(String delimiter) throws Exception {
    String file =
        ("id,store_id,amount_sale,sold_at,remark\n" + row(1, "x")).replace(",", delimiter);

    load("\ufeffsep=" + delimiter + "\r\n" + file.replace("1", "2"));
    load(file.replace(delimiter, ","));
    assertThat(column("id")).containsExactly("1", "2");
    assertThat(load("sep=" + delimiter + "\n" + file + "y\n").bad())
        .anyMatch(it -> it.startsWith("4: "));
  }

  @Test
  void filesOfWideCharactersAndWorkbooksAreRefused() {
    for (String encoding : List.of("UTF-16LE", "UTF-32LE")) {
      byte[] content = ("\ufeffid\n1\n").getBytes(Charset.forName(encoding));
      assertThatThrownBy(() -> load(content)).hasMessageContaining("save it as UTF-8");
    }
    assertThatThrownBy(() -> load("PK\003\004")).hasMessageContaining("is an Excel workbook");
  }

  @Test
  void codesThatWereTakenForNumbersAreRefusedAndADashIsNoCard() throws Exception {
    Told told =
        load(
            "id,store_id,amount_sale,sold_at,card_number\n"
                + "1,1.07E+09,1000,2023-05-01 12:00:00,\n"
                + "2,50,1000,2023-05-01 12:00:00,4.32101E+15\n"
                + "3,50,1000,2023-05-01 12:00:00,-\n"
                + "4,50,1000,2023-05-01 12:00:00,9410-61**-****-1234\n");

    assertThat(told.bad())
        .containsExactly(
            "2: store_id is '1.07E+09', a number in scientific notation, which has lost its digits",
            "3: card_number is '4.32101E+15', a number in scientific notation, which has lost its digits");
    assertThat(column("card_number")).containsExactly(null, "9410-61**-****-1234");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheHeader() throws Exception {
    String marked = "\ufeff" + HEADER + row(1, "\ufeffa");
    assertThat(load(marked).loaded().loaded()).isEqualTo(1);
    assertThat(load(gzip(marked.getBytes(StandardCharsets.UTF_8))).loaded().loaded()).isEqualTo(1);
    assertThat(column("remark")).containsExactly("\ufeffa");
  }

  @Test
  void lineBreaksOfWindowsAndBlankLinesAreFine() throws Exception {
    Told told = load((HEADER + row(1, "a") + "\n" + row(2, "b")).replace("\n", "\r\n"));
    assertThat(told.bad()).isEmpty();
    assertThat(column("remark")).containsExactly("a", "b");
  }

  @Test
  void emptyIsNull() throws Exception {
    load(HEADER + row(1, "") + row(2, "\"\""));
    assertThat(column("remark")).containsExactly(null, null);
  }

  @Test
  void createdAndModifiedAreTheServersTimeWhereEmptyOrAbsent() throws Exception {
    TestSettings newYork = settings.with("source.zone", "America/New_York");
    ZoneId zone = ZoneId.of("America/New_York");
    Path file = folder.resolve("sales.csv");
    Files.writeString(
        file, "id,created,store_id\n1,,50\n2,2023-05-01 00:00:00,50\n", StandardCharsets.UTF_8);
    LocalDateTime before = table.now(zone);
    load(file, newYork);
    LocalDateTime after = table.now(zone);
    List<Map<String, String>> rows = table.rows();
    assertThat(time(rows.get(0).get("created"))).isBetween(before, after);
    assertThat(rows.get(1).get("created")).startsWith("2023-05-01 00:00:00");
    assertThat(time(rows.get(0).get("modified"))).isBetween(before, after);
    assertThat(time(rows.get(1).get("modified"))).isBetween(before, after);
  }

  private static LocalDateTime time(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2,50,1000,2023-05-01 12:00:00 | 4 fields, expected 5",
        "2,50,1000,2023-05-01 12:00:00,a,b | 6 fields, expected 5",
        "2,50,abc,2023-05-01 12:00:00,a | amount_sale is 'abc', not a whole number of minor units",
        "2,50,12.5,2023-05-01 12:00:00,a | amount_sale is '12.5', not a whole number of minor units",
        "2,50,1e3,2023-05-01 12:00:00,a | amount_sale is '1e3', not a whole number of minor units",
        "2,5.5,1,2023-05-01 12:00:00,a | store_id is '5.5', not a whole number",
        "2.0,50,1,2023-05-01 12:00:00,a | id is '2.0', not a whole number",
        ",50,1,2023-05-01 12:00:00,a | id is empty",
        "2,50,1,2023-05-01 12:00:00,\"a\"b | misplaced quote",
        "2,50,1,2023-05-01 12:00:00,\"a | a quote is opened and never closed",
        "2,50,1,2023-05-01 12:00:00,5\" | a quote is opened and never closed",
        "2,50,1,2023-05-01 12:00:00,\"a\"\"\"b | misplaced quote",
        "2;50;1;2023-05-01 12:00:00;a | 1 fields, expected 5",
        "2\t50\t1\t2023-05-01 12:00:00\ta | 1 fields, expected 5",
        ",,,, | id is empty",
        "2,50,'1,000',2023-05-01 12:00:00,a | 6 fields, expected 5",
        "2,50,\"1,000\",2023-05-01 12:00:00,a | amount_sale is '1,000', not a whole number of minor units",
        "0x2,50,1,2023-05-01 12:00:00,a | id is '0x2', not a whole number",
        "2\0,50,1,2023-05-01 12:00:00,a | id is '2?', not a whole number",
        "\u202e2,50,1,2023-05-01 12:00:00,a | id is '?2', not a whole number",
        "2,50,\u0663,2023-05-01 12:00:00,a | amount_sale is '\u0663', not a whole number of minor units",
        "2,50, 1,2023-05-01 12:00:00,a | amount_sale is ' 1', not a whole number of minor units",
        "2,50,\u001b[2J,2023-05-01 12:00:00,a | amount_sale is '?[2J', not a whole number of minor units",
        "\u001f\u008b\u0000\u0001 | 1 fields, expected 5",
      })
  void aBadLineIsNamedAndTheRestIsLoaded(String line, String reason) throws Exception {
    Told told = load(HEADER + row(1, "a") + line + "\n" + row(3, "\"x\ny\"") + row(4, "a"));
    assertThat(told.bad()).containsExactly("3: " + reason);
    assertThat(told.loaded().loaded()).isEqualTo(3);
    assertThat(column("id")).containsExactly("1", "3", "4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,50,1,x,a | sold_at",
        "2,50,1,2023-02-30 12:00:00,a | sold_at",
        "2,50,99999999999999999999,2023-05-01 12:00:00,a | amount_sale",
        "2,99999999999999999999,1,2023-05-01 12:00:00,a | store_id",
      })
  void whatTheServerRefusesIsNamedAndTheRestIsLoaded(String line, String column) throws Exception {
    Told told = load(HEADER + row(1, "a") + line + "\n" + row(3, "a"));
    assertThat(told.bad()).singleElement().asString().startsWith("3: ").contains(column);
    assertThat(column("id")).containsExactly("1", "3");
  }

  @Test
  void aValueThatIsTooLongIsNamedAndNotCut() throws Exception {
    Told told = load("id,platform\n1,pos\n2," + "x".repeat(33) + "\n");
    assertThat(told.bad()).singleElement().asString().startsWith("3: ").contains("platform");
    assertThat(column("id")).containsExactly("1");
  }

  @Test
  void aForgottenQuoteCostsItsLineEvenWhereALaterOneSeemsToCloseIt() throws Exception {
    Told told = load(HEADER + row(1, "\"a") + row(2, "b") + row(3, "\"x\ny\"") + row(4, "d"));
    assertThat(told.bad()).containsExactly("2: a quote is opened and never closed");
    assertThat(column("id")).containsExactly("2", "3", "4");
  }

  @Test
  void badLinesAreCountedAsTheFileHasThem() throws Exception {
    Told told =
        load(HEADER + row(1, "\"x\ny\nz\"") + "\n" + row("", "a") + row(2, "b") + row("", "c"));
    assertThat(told.bad()).containsExactly("6: id is empty", "8: id is empty");
  }

  @Test
  void oneBadRowInTheMiddleOfABatchCostsNoOther() throws Exception {
    String rows =
        IntStream.rangeClosed(1, 2_500)
            .mapToObj(id -> id == 1_700 ? id + ",50,1,x,a\n" : row(id, "a"))
            .collect(Collectors.joining());
    Told told = load(HEADER + rows);
    assertThat(told.loaded().loaded()).isEqualTo(2_499);
    assertThat(told.bad()).singleElement().asString().startsWith("1701: ");
    assertThat(table.query("SELECT COUNT(*) AS n FROM platform_sales").get(0))
        .containsEntry("n", "2499");
  }

  @Test
  void loadingAFileTwiceLeavesTheSameRows() throws Exception {
    String file = HEADER + row(1, "a") + row(2, "b");
    load(file);
    Told told = load(file.replace("b\n", "c\n"));
    assertThat(told.loaded().loaded()).isEqualTo(2);
    assertThat(column("remark")).containsExactly("a", "c");
  }

  @Test
  void makingTheTableTwiceIsFine() {
    TestTable.create(settings);
    assertThat(table.rows()).isEmpty();
  }

  @Test
  void cardNumbersAreInNoMessage() throws Exception {
    Told told =
        load(
            "id,amount_sale,sold_at,platform\n"
                + "1,%1$s,2023-05-01,a\n2,1,%1$s,a\n%1$s.5,1,2023-05-01,a\n4,1,2023-05-01,%1$s %1$s\n"
                    .formatted(CARD));
    assertThat(told.bad()).hasSize(3).noneMatch(line -> line.contains(CARD));
  }

  @Test
  void bytesThatAreNotUtf8CostTheirLine() throws Exception {
    byte[] korean = row(2, "신한").getBytes(Charset.forName("EUC-KR"));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes((HEADER + row(1, "신한")).getBytes(StandardCharsets.UTF_8));
    file.writeBytes(korean);
    file.writeBytes(row(3, "신한").getBytes(StandardCharsets.UTF_8));
    Told told = load(file.toByteArray());
    assertThat(told.bad()).containsExactly("3: is not UTF-8");
    assertThat(column("remark")).containsExactly("신한", "신한");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id,shop | column 'shop' of its header is unknown. Known columns: amount_deposit, amount_fee,",
        "id,id | column 'id' of its header is there twice. Known columns: ",
        "store_id,remark | its header lacks the column id.",
        "id,\"remark | its header cannot be read: a quote is opened and never closed.",
        "id;store_id | column 'id;store_id' of its header is unknown.",
        "id,,remark | column '' of its header is unknown.",
        "id,\u001b[2J | column '?[2J' of its header is unknown.",
        "id,4111111111111111 | column '411111******1111' of its header is unknown.",
        "ID | column 'ID' of its header is unknown.",
      })
  void aHeaderThatDoesNotFitIsRefused(String header, String message) {
    assertThatThrownBy(() -> load(header + "\n1,2\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("CSV file " + folder.resolve("sales.csv") + ": " + message);
    assertThat(table.rows()).isEmpty();
  }

  /** A quote within a field, such as the sign for inches, opens no field. */
  @Test
  void anOddQuoteWithinAFieldCostsNoOtherLine() throws Exception {
    Told told = load(HEADER + row(1, "5\"") + row(2, "b") + row(3, "6\"") + row(4, "d"));
    assertThat(told.bad())
        .containsExactly("2: misplaced quote", "4: a quote is opened and never closed");
    assertThat(column("id")).containsExactly("2", "4");
  }

  @Test
  void aLineOfTenMegabytesCostsNoOther() throws Exception {
    String huge = "x".repeat(10 << 20);
    Told told =
        load(HEADER + row(1, huge) + row(2, "b") + row(3, "\"" + huge + "\"") + row(4, "\"x\ny\""));
    assertThat(told.bad())
        .containsExactly("2: is longer than 1048576 bytes", "4: is longer than 1048576 bytes");
    assertThat(column("remark")).containsExactly("b", "x\ny");
  }

  /** It is read without being kept, or a small archive could fill the memory. */
  @Test
  @Timeout(60)
  void anArchiveThatUnpacksToOneEndlessLineIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] much = new byte[1 << 20];
      for (int i = 0; i < 600; i++) {
        gzip.write(much);
      }
    }
    assertThatThrownBy(() -> load(bytes.toByteArray()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "CSV file %s: its header cannot be read: is longer than 1048576 bytes.",
            folder.resolve("sales.csv"));
  }

  @Test
  void lineBreaksOfAllKindsMayBeMixed() throws Exception {
    Told told = load(HEADER + row(1, "a").replace("\n", "\r") + row(2, "b").replace("\n", "\r\n"));
    assertThat(told.bad()).isEmpty();
    assertThat(column("id")).containsExactly("1", "2");
  }

  @Test
  void aFileThatIsNoTextIsRefused() {
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    assertThatThrownBy(() -> load(noise))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("CSV file " + folder.resolve("sales.csv") + ": ");
    for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThatThrownBy(() -> load(("\ufeff" + HEADER + row(1, "a")).getBytes(wide)))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "CSV file %s cannot be read: it is UTF-16; save it as UTF-8.",
              folder.resolve("sales.csv"));
    }
  }

  @Test
  void anArchiveThatIsNoneIsRefused() throws Exception {
    Path file = folder.resolve("no.csv.gz");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 99, 0, 0, 0, 0, 0, 0, 0});
    unreadable(file, "Unsupported compression method");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b});
    unreadable(file, "the archive ends in the middle");
    byte[] whole = gzip((HEADER + row(1, "a")).getBytes(StandardCharsets.UTF_8));
    whole[whole.length - 6] ^= 1;
    Files.write(file, whole);
    unreadable(file, "Corrupt GZIP trailer");
  }

  @Test
  void anEmptyFileIsRefused() {
    for (String content : new String[] {"", "\n\n", "\ufeff"}) {
      assertThatThrownBy(() -> load(content))
          .isInstanceOf(SettingsException.class)
          .hasMessage("CSV file %s is empty; it needs a header line.", folder.resolve("sales.csv"));
    }
  }

  @Test
  void salesThatDoNotSayWhetherTheyAreCanceledAreTold() throws Exception {
    assertThat(
            load("""
                    id,store_id,amount_sale,sold_at
                    1,50,1000,2026-03-01 10:00:00
                    2,50,2000,2026-03-01 11:00:00
                    3,51,3000,2026-03-02 11:00:00
                    """)
                .loaded())
        .isEqualTo(new CsvLoader.Loaded(3, 0, 3));
    String flags = "id,store_id,amount_sale,sold_at,is_canceled\n4,50,1,2026-03-01 10:00:00,%s\n";
    assertThat(load(flags.formatted("")).loaded()).isEqualTo(new CsvLoader.Loaded(1, 0, 1));
    assertThat(load(flags.formatted("0")).loaded()).isEqualTo(new CsvLoader.Loaded(1, 0, 0));
    // MySQL refuses the line
    assertThat(load(flags.formatted("").replace("2026-03-01", "2026-99-99")).loaded())
        .isEqualTo(new CsvLoader.Loaded(0, 1, 0));
    Path file = folder.resolve("said.csv");
    Files.writeString(file, flags.formatted(""));
    assertThat(load(file, settings.with("source.null-is-canceled", "not-canceled")).loaded())
        .isEqualTo(new CsvLoader.Loaded(1, 0, 0));
    table.execute("DELETE FROM platform_sales");
    table.execute("ALTER TABLE platform_sales MODIFY is_canceled TINYINT(1) NOT NULL DEFAULT 0");
    assertThat(load("id,store_id,amount_sale,sold_at\n5,50,1,2026-03-01 10:00:00\n").loaded())
        .isEqualTo(new CsvLoader.Loaded(1, 0, 0));
  }

  @Test
  void aHeaderAloneLoadsNothing() throws Exception {
    assertThat(load(HEADER).loaded()).isEqualTo(new CsvLoader.Loaded(0, 0, 0));
  }

  private void unreadable(Path file, String why) {
    assertThatThrownBy(() -> load(file, settings))
        .isInstanceOf(SettingsException.class)
        .hasMessage("CSV file %s cannot be read: %s.", file, why);
  }

  @Test
  void aMissingFileIsNamed() {
    unreadable(folder.resolve("none.csv"), "there is no such file");
  }

  @Test
  void aFolderIsNoFile() {
    unreadable(folder, "it is a folder");
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws Exception {
    Path file = folder.resolve("secret.csv");
    Files.writeString(file, HEADER);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root may read everything");
    unreadable(file, "permission denied");
  }

  @Test
  void aTruncatedArchiveIsToldAndWhatCameBeforeIsLoaded() throws Exception {
    String rows =
        IntStream.rangeClosed(1, 5_000)
            .mapToObj(id -> row(id, Integer.toHexString(id * 31_337)))
            .collect(Collectors.joining());
    byte[] whole = gzip((HEADER + rows).getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("cut.csv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    unreadable(file, "the archive ends in the middle");
    assertThat(table.rows()).isNotEmpty().hasSizeLessThan(5_000);
  }

  @Test
  void amountsWithDecimalsFollowTheScale() throws Exception {
    table.execute("ALTER TABLE platform_sales MODIFY amount_sale DECIMAL(12,2)");
    Path file = folder.resolve("cents.csv");
    Files.writeString(file, "id,amount_sale\n1,12.34\n2,12\n3,12.3\n4,12.345\n5,12.340\n6,x\n");
    Told told = load(file, settings.with("source.amount-scale", "2"));
    assertThat(told.bad())
        .containsExactly(
            "5: amount_sale is '12.345', not a whole number of minor units",
            "7: amount_sale is 'x', not a whole number of minor units");
    assertThat(column("amount_sale")).containsExactly("12.34", "12.00", "12.30", "12.34");
  }

  @Test
  void columnsWithOtherNamesAreFoundByThese() throws Exception {
    table.execute("ALTER TABLE platform_sales RENAME COLUMN store_id TO shop");
    Path file = folder.resolve("shops.csv");
    Files.writeString(file, "id,shop\n1,5\n");
    load(file, settings.with("source.columns.store-id", "shop"));
    assertThat(column("shop")).containsExactly("5");
  }

  @Test
  void aColumnThatStandsForTwoFieldsIsRefused() throws Exception {
    Path file = folder.resolve("sales.csv");
    Files.writeString(file, "id,created\n1,\n");
    assertThatThrownBy(() -> load(file, settings.with("source.columns.modified", "created")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Column created stands for both created and modified in saleslens.source.columns; to load a file each needs its own.");
  }

  /** What concerns every row is no bad line. */
  @Test
  void aServerThatLetsNobodyWriteFailsTheLoad() {
    table.execute("CREATE VIEW fixed AS SELECT DISTINCT * FROM platform_sales");
    Path file = folder.resolve("sales.csv");
    assertThatThrownBy(
            () -> {
              Files.writeString(file, "id,store_id\n1,5\n");
              load(file, settings.with("source.table", "fixed"));
            })
        .isInstanceOf(MysqlException.class)
        .hasMessageContaining("inserting");
  }
}
