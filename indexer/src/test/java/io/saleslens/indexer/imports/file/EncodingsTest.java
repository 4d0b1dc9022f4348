package io.saleslens.indexer.imports.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saleslens.indexer.settings.SaleField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the characters of a file are encoded is clear, or the file is refused. */
class EncodingsTest {
  private static final String HEADER = "store,amount,datetime,remark\n";

  private static ReadFile read(byte[] content, String encoding) {
    return ReadFile.of(
        FileFormat.CSV,
        content,
        ReadFile.rules(Map.of()),
        Optional.empty(),
        Optional.ofNullable(encoding).map(FileEncoding::named));
  }

  private static String csv(String store) {
    return HEADER + store + ",12000,2024-02-02 12:30,\n70,13000,2024-02-02 12:31,plain\n";
  }

  private static byte[] bytes(String text, String encoding) {
    return text.getBytes(Charset.forName(encoding));
  }

  private static List<String> stores(ReadFile file) {
    assertThat(file.refusals()).isEmpty();
    return file.sales().stream().map(it -> it.values().get(SaleField.STORE_ID)).toList();
  }

  private static ImportException failure(byte[] content, String encoding) {
    return catchThrowableOfType(ImportException.class, () -> read(content, encoding));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Joe’s",
        "Bob’s Burgers",
        "MÜLLER & SÖHNE",
        "FAÇADE",
        "SÃO JOÃO",
        "Größe",
        "CORAÇÃO AÇAÍ",
        "ÇÁÉ",
        "Café Crème",
        "Straße",
        "€ 5 shop",
        "OPERAÇÃO",
        "AÇÕES",
        "Ärger",
        "“Best”",
        "naïve",
        "Ñandú",
        "Åre",
        "ÀÉÈ",
        "élève",
        "100° Grill",
        "Æther"
      })
  void westernTextIsNoHangul(String store) {
    byte[] content = bytes(csv(store), "windows-1252");

    assertThat(failure(content, null).code()).isEqualTo("unclear_encoding");
    assertThat(stores(read(content, "windows-1252"))).containsExactly(store, "70");
  }

  @ParameterizedTest
  @CsvSource({
    "Shift_JIS, 東京駅前",
    "Shift_JIS, カード会社",
    "Shift_JIS, ｶｰﾄﾞ",
    "EUC-JP, 売上高",
    "EUC-JP, カード",
    "GBK, 北京烤鸭店",
    "GBK, 中国银行",
    "GBK, 肯德基",
    "GB18030, 美食广场",
    "GBK, 收银台",
    "GBK, 麦当劳",
    "GBK, 星巴克咖啡",
    "Big5, 便利商店",
    "EUC-JP, 東京駅前店",
    "Shift_JIS, 寿司屋",
    "Big5, 臺北車站",
    "ISO-8859-1, élève",
    "windows-1251, Магазин",
    "UTF-16LE, 서울",
    "UTF-16BE, plain",
    "UTF-32LE, x"
  })
  void otherEncodingsAreReadWhereTheyAreNamedAndRefusedElsewhere(String encoding, String store) {
    byte[] content = bytes(csv(store), encoding);

    assertThat(failure(content, null).code()).isEqualTo("unclear_encoding");
    assertThat(stores(read(content, encoding))).containsExactly(store, "70");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "서울역점",
        "똠방각하",
        "펲시 치킨점",
        "스타벅스 2호점",
        "GS25 강남",
        "CU",
        "뚜레쥬르",
        "투썸플레이스",
        "짬뽕",
        "훠궈",
        "쿠팡",
        "흑돼지",
        "깻잎",
        "빽다방",
        "A동",
        "CJ올리브영"
      })
  void koreanIsReadInTheEncodingOfWindows(String store) {
    assertThat(stores(read(bytes(csv(store), "x-windows-949"), null))).containsExactly(store, "70");
    assertThat(stores(read(bytes(csv(store), "x-windows-949"), "EUC-KR")))
        .containsExactly(store, "70");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void aByteOrderMarkSaysIt(String encoding) {
    byte[] content = bytes("\ufeff" + csv("서울’é"), encoding);

    assertThat(stores(read(content, null))).containsExactly("서울’é", "70");
    assertThat(failure(content, "MS949").detail()).contains("its byte order mark is that of");
  }

  @ParameterizedTest
  @EnumSource(
      value = FileFormat.class,
      names = {"CSV", "JSON", "NDJSON"})
  void oneBadByteInUtf8IsNamedWithItsPlace(FileFormat format) throws IOException {
    String line = "{\"store\": \"서울\", \"amount\": 1, \"datetime\": \"2024-05-01\"}";
    String text =
        switch (format) {
          case CSV -> csv("서울역점") + csv("부산").substring(HEADER.length());
          case JSON -> "[" + line + ",\n" + line + "]";
          default -> line + "\n" + line;
        };
    byte[] content = bytes(text + "x", "UTF-8");
    int at = content.length - 2;
    content[at] = (byte) 0x92;
    long lineOfIt = text.substring(0, text.length() - 1).lines().count();

    ImportException failure =
        catchThrowableOfType(
            ImportException.class,
            () -> ReadFile.of(format, content, ReadFile.rules(Map.of()), Optional.empty()));

    assertThat(failure.detail())
        .startsWith(
            "The file is UTF-8, but not everywhere: byte 0x92 at offset %d, in line %d. Name the file's encoding: --encoding windows-1252"
                .formatted(at, lineOfIt))
        .contains("charset=… in the Content-Type");
  }

  @Test
  void aFileThatEndsInTheMiddleOfACharacterSaysSo() {
    byte[] content = bytes(csv("서울역점") + "서울", "UTF-8");
    byte[] cut = Arrays.copyOf(content, content.length - 1);

    assertThat(failure(cut, null).detail())
        .startsWith("The file is UTF-8, but not everywhere: byte 0xEC at offset ")
        .contains("in line 4");
  }

  @Test
  void aFileOfTwoEncodingsIsNoneOfThem() throws IOException {
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      mixed.write(bytes(csv("서울역점"), "x-windows-949"));
    }
    mixed.write(bytes(csv("부산"), "UTF-8"));

    assertThat(failure(mixed.toByteArray(), null).code()).isEqualTo("unclear_encoding");
  }

  @Test
  void badBytesOfANamedEncodingCostTheirRow() {
    byte[] content = bytes(csv("Joe’s"), "windows-1252");
    ReadFile file = read(content, "UTF-8");

    assertThat(file.sales()).hasSize(1);
    assertThat(file.refusals()).containsExactly(new Refusal(1, "", "line 2: is not UTF-8"));
  }

  @Test
  void aBadByteIsNamedWhereCharactersAreDecodedFirst() {
    byte[] content = bytes("\ufeff" + csv("서울"), "UTF-16LE");
    content[2 + 2 * 30] = 0;
    content[2 + 2 * 30 + 1] = (byte) 0xd8;

    assertThat(failure(content, null).detail())
        .startsWith("The file is not UTF-16LE: byte 0x00 at offset 62, in line 2.");
  }

  @ParameterizedTest
  @CsvSource({
    "'text/csv; charset=euc-kr', x-windows-949",
    "'text/csv;header=present; Charset=\"UTF-8\"', UTF-8",
    "text/csv,",
  })
  void aContentTypeSaysIt(String contentType, String charset) {
    assertThat(FileEncoding.ofContentType(contentType).map(Charset::name).orElse(null))
        .isEqualTo(charset);
  }

  @Test
  void anEncodingThatThereIsNotIsRefused() {
    ImportException failure =
        catchThrowableOfType(
            ImportException.class, () -> FileEncoding.ofContentType("text/csv; charset=klingon"));

    assertThat(failure.detail()).startsWith("The encoding 'klingon' is unknown. Encodings are");
  }

  @Test
  void xmlIsWhatItSays() {
    String xml =
        "<?xml version=\"1.0\" encoding=\"%s\"?><sales_data><sales><sale store='서울' amount='1' datetime='2024-05-01'/></sales></sales_data>";
    for (String encoding : List.of("EUC-KR", "UTF-8", "utf8", "Shift_JIS")) {
      String name = encoding.equals("Shift_JIS") ? "EUC-KR" : encoding;
      ReadFile file =
          ReadFile.of(
              FileFormat.XML,
              bytes(xml.formatted(name), name),
              ReadFile.rules(Map.of()),
              Optional.empty());
      assertThat(stores(file)).containsExactly("서울");
    }
    assertThat(xmlFailure(bytes(xml.formatted("utf-16"), "UTF-8")))
        .startsWith(
            "The file's encoding is not clear: it says that it is 'utf-16', but its first bytes are not.");
    assertThat(xmlFailure(bytes(xml.formatted("UTF-8"), "EUC-KR")))
        .startsWith("The file is not UTF-8: byte 0xBC at offset 70, in line 1.");
    assertThat(xmlFailure(bytes(xml.formatted("klingon"), "UTF-8")))
        .startsWith("The encoding 'klingon' is unknown.");
  }

  private static String xmlFailure(byte[] content) {
    return catchThrowableOfType(
            ImportException.class,
            () -> ReadFile.of(FileFormat.XML, content, ReadFile.rules(Map.of()), Optional.empty()))
        .detail();
  }

  @Test
  void anotherXmlEncodingCanBeNamedFromOutside() {
    String xml =
        "<sales_data><sales><sale store='서울' amount='1' datetime='2024-05-01'/></sales></sales_data>";
    ReadFile file =
        ReadFile.of(
            FileFormat.XML,
            bytes(xml, "EUC-KR"),
            ReadFile.rules(Map.of()),
            Optional.empty(),
            Optional.of(FileEncoding.CP949));

    assertThat(stores(file)).containsExactly("서울");
    assertThat(stores(ReadFile.of(FileFormat.XML, xml.replace("서울", "é")))).containsExactly("é");
    assertThat(new String(xml.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(xml);
  }
}
