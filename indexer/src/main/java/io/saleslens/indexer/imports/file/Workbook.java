package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The parts of an Excel workbook (Office Open XML, ECMA-376): which sheet comes first, the texts
 * that its cells share, and which of its formats are dates. All that is read of it is bounded
 * together while it is expanded, whatever sizes the archive says its parts have.
 */
final class Workbook implements AutoCloseable {
  private static final int MOST_FORMATS = 1 << 16;

  private static final String WORKSHEET = "worksheet";

  /** What shared texts may take in memory, bytes. */
  private static final long MOST_SHARED = 48L << 20;

  /** What a text takes in memory beside its characters, bytes. */
  private static final int TEXT_OVERHEAD = 64;

  private final ZipFile zip;
  private final PartNames names;
  private final FileRules rules;
  private final FileBytes.Total expanded;
  private final Map<String, String> partsById = new HashMap<>();
  private final Map<String, String> typesById = new HashMap<>();
  private final Map<String, String> partsByType = new HashMap<>();
  private final Map<String, String> sheets = new LinkedHashMap<>();
  private boolean since1904;

  private Workbook(ZipFile zip, FileRules rules) {
    this.zip = zip;
    this.names = new PartNames(zip);
    this.rules = rules;
    this.expanded = new FileBytes.Total(rules.maxBytes());
  }

  /**
   * @throws ImportException if it is no workbook
   */
  static Workbook open(Path file, FileRules rules) throws IOException {
    if (Files.size(file) > rules.maxBytes()) {
      throw FileBytes.tooLarge(rules.maxBytes());
    }
    ZipDirectory.requireSmall(file);
    Workbook workbook;
    try {
      workbook = new Workbook(new ZipFile(file.toFile()), rules);
    } catch (ZipException e) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The file is no Excel workbook (.xlsx). Save .xls files, and those with a password, as .xlsx without one.",
          e);
    }
    try {
      workbook.readMain();
      return workbook;
    } catch (IOException | RuntimeException e) {
      workbook.close();
      throw e;
    }
  }

  private void readMain() throws IOException {
    readRelations("");
    String main = partsByType.getOrDefault("officeDocument", "xl/workbook.xml");
    partsById.clear();
    partsByType.clear();
    readRelations(main);
    try (FileBytes bytes = part(main)) {
      XmlInput xml = new XmlInput(bytes);
      while (xml.toElement(Set.of("workbookPr", "sheet"))) {
        if (xml.name().equals("workbookPr")) {
          since1904 = isTrue(xml.attribute("date1904"));
        } else if (isVisible(xml.attribute("state"))) {
          addSheet(xml.attribute("id"), xml.attribute("name"));
        }
      }
    }
    if (sheets.isEmpty()) {
      throw lacks("a sheet");
    }
  }

  /** Sheets of charts and the like have no cells. */
  private void addSheet(String id, String name) {
    String part = partsById.get(id);
    if (part != null && WORKSHEET.equals(typesById.get(id))) {
      sheets.put(part, name == null ? "" : name);
    }
  }

  private static boolean isVisible(String state) {
    return state == null || state.equals("visible");
  }

  private static boolean isTrue(String text) {
    return "1".equals(text) || "true".equals(text);
  }

  /** What a part, or the archive, refers to. */
  private void readRelations(String part) throws IOException {
    int nameFrom = part.lastIndexOf('/') + 1;
    String folder = part.substring(0, nameFrom);
    String relations = folder + "_rels/" + part.substring(nameFrom) + ".rels";
    if (names.find(relations) == null) {
      return;
    }
    try (FileBytes bytes = part(relations)) {
      XmlInput xml = new XmlInput(bytes);
      while (xml.toElement(Set.of("Relationship"))) {
        String id = xml.attribute("Id");
        String type = xml.attribute("Type");
        String target = xml.attribute("Target");
        if (id != null && type != null && target != null) {
          String name = PartNames.resolved(folder, target);
          String kind = type.substring(type.lastIndexOf('/') + 1);
          partsById.put(id, name);
          typesById.put(id, kind);
          partsByType.putIfAbsent(kind, name);
          requireFew(partsById.size());
        }
      }
    }
  }

  private FileBytes part(String name) throws IOException {
    ZipEntry entry = names.find(name);
    if (entry == null) {
      throw lacks("its part " + Values.shown(name));
    }
    if (entry.getSize() > rules.maxBytes()) {
      throw FileBytes.tooLarge(rules.maxBytes());
    }
    return new FileBytes(zip.getInputStream(entry), expanded, entry.getCompressedSize());
  }

  private static ImportException lacks(String what) {
    return new ImportException(
        ImportException.MALFORMED, "The file is no Excel workbook (.xlsx): it lacks " + what + ".");
  }

  private static void requireFew(int formats) {
    if (formats > MOST_FORMATS) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The workbook has more than %d parts or formats. Save the sheet alone, or as CSV."
              .formatted(MOST_FORMATS));
    }
  }

  /** Names of the sheets that are not hidden, by their parts, in their order. */
  Map<String, String> sheets() {
    return sheets;
  }

  /** A sheet. */
  FileBytes sheet(String part) throws IOException {
    return part(part);
  }

  /** Whether dates are counted from 1904 on. */
  boolean isSince1904() {
    return since1904;
  }

  /** The texts that cells refer to by their place. */
  List<String> sharedTexts() throws IOException {
    List<String> texts = new ArrayList<>();
    String part = partsByType.get("sharedStrings");
    if (part == null) {
      return texts;
    }
    try (FileBytes bytes = part(part)) {
      XmlInput xml = new XmlInput(bytes);
      long memory = 0;
      while (xml.toElement(Set.of("si"))) {
        String text = xml.richText();
        memory += TEXT_OVERHEAD + 2L * text.length();
        if (memory > MOST_SHARED) {
          throw new ImportException(
              ImportException.TOO_LARGE,
              "The workbook has more different texts than are kept in memory, %d bytes. Save the sheet as CSV."
                  .formatted(MOST_SHARED));
        }
        texts.add(text);
      }
    }
    return texts;
  }

  /** How cells show numbers. */
  CellFormats formats() throws IOException {
    CellFormats formats = new CellFormats();
    String part = partsByType.get("styles");
    if (part == null) {
      return formats;
    }
    Map<String, String> codes = new HashMap<>();
    try (FileBytes bytes = part(part)) {
      XmlInput xml = new XmlInput(bytes);
      while (xml.toElement(Set.of("numFmt", "cellXfs"))) {
        if (xml.name().equals("numFmt")) {
          String code = xml.attribute("formatCode");
          codes.put(xml.attribute("numFmtId"), code == null ? "" : code);
          requireFew(codes.size());
        } else {
          readFormats(xml, codes, formats);
        }
      }
    }
    return formats;
  }

  private static void readFormats(XmlInput xml, Map<String, String> codes, CellFormats formats) {
    int parent = xml.depth();
    for (int i = 0; xml.toChild(parent, () -> {}); i++) {
      requireFew(i);
      String id = xml.attribute("numFmtId");
      String code = codes.get(id);
      boolean isDate = code == null ? DateFormats.isBuiltIn(id) : DateFormats.isDate(code);
      formats.add(i, isDate, code == null ? null : ZeroFormat.of(code).orElse(null));
      xml.skip();
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
