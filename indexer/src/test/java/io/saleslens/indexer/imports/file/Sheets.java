package io.saleslens.indexer.imports.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes Excel workbooks: the parts that Excel itself writes, but for looks. */
final class Sheets {
  static final String DATE_TIME = "s=\"1\"";
  static final String TIME = "s=\"2\"";
  static final String WON = "s=\"3\"";

  private static final String MAIN =
      "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
          + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
  private static final String RELATIONS =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  private static final String TYPE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private final Map<String, String> parts = new LinkedHashMap<>();
  private final List<String> shared = new ArrayList<>();

  Sheets(boolean since1904) {
    parts.put(
        "_rels/.rels",
        RELATIONS + relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>");
    parts.put(
        "xl/workbook.xml",
        "<workbook %s><workbookPr date1904=\"%d\"/><sheets>".formatted(MAIN, since1904 ? 1 : 0)
            + "<sheet name=\"hidden\" sheetId=\"1\" state=\"hidden\" r:id=\"rId9\"/>"
            + "<sheet name=\"매출\" sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>");
    parts.put(
        "xl/_rels/workbook.xml.rels",
        RELATIONS
            + relation("rId1", "worksheet", "worksheets/sheet1.xml")
            + relation("rId2", "sharedStrings", "/xl/sharedStrings.xml")
            + relation("rId3", "styles", "styles.xml")
            + "</Relationships>");
    parts.put(
        "xl/styles.xml",
        "<styleSheet %s><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd h:mm:ss\"/>"
                .formatted(MAIN)
            + "<numFmt numFmtId=\"165\" formatCode=\"#,##0&quot;days&quot;[Red]\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/>"
            + "<xf numFmtId=\"165\"/></cellXfs></styleSheet>");
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%s%s\" Target=\"%s\"/>"
        .formatted(id, TYPE, type, target);
  }

  /** A cell whose text all cells share. */
  String text(String text) {
    shared.add(escaped(text));
    return "<c t=\"s\"><v>%d</v></c>".formatted(shared.size() - 1);
  }

  static String number(String number, String style) {
    return "<c %s><v>%s</v></c>".formatted(style, number);
  }

  static String inline(String text) {
    return "<c t=\"inlineStr\"><is><r><t>%s</t></r><rPh><t>x</t></rPh></is></c>"
        .formatted(escaped(text));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  static String row(String... cells) {
    return "<row>" + String.join("", cells) + "</row>";
  }

  Sheets part(String name, String content) {
    parts.put(name, content);
    return this;
  }

  byte[] of(String... rows) {
    parts.put(
        "xl/worksheets/sheet1.xml",
        "<worksheet %s><dimension ref=\"A1\"/><sheetData>%s</sheetData></worksheet>"
            .formatted(MAIN, String.join("", rows)));
    parts.putIfAbsent(
        "xl/sharedStrings.xml",
        "<sst %s><si><t>%s</t></si></sst>"
            .formatted(MAIN, String.join("</t></si><si><t>", shared)));
    return zipped();
  }

  byte[] zipped() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
