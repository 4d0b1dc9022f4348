package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
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

  /** What shared texts may take in memory, bytes. */
  private static final long MOST_SHARED = 48L << 20;

  /** What a text takes in memory beside its characters, bytes. */
  private static final int TEXT_OVERHEAD = 64;

  private final ZipFile zip;
  private final FileRules rules;
  private final FileBytes.Total expanded;
  private final Map<String, String> partsById = new HashMap<>();
  private final Map<String, String> partsByType = new HashMap<>();
  private String sheet;
  private boolean since1904;

  private Workbook(ZipFile zip, FileRules rules) {
    this.zip = zip;
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
        } else if (sheet == null && isVisible(xml.attribute("state"))) {
          sheet = partsById.get(xml.attribute("id"));
        }
      }
    }
    if (sheet == null) {
      throw lacks("a sheet");
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
    if (zip.getEntry(relations) == null) {
      return;
    }
    try (FileBytes bytes = part(relations)) {
      XmlInput xml = new XmlInput(bytes);
      while (xml.toElement(Set.of("Relationship"))) {
        String id = xml.attribute("Id");
        String type = xml.attribute("Type");
        String target = xml.attribute("Target");
        if (id != null && type != null && target != null) {
          String name = target.startsWith("/") ? target.substring(1) : folder + target;
          partsById.put(id, name);
          partsByType.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), name);
          requireFew(partsById.size());
        }
      }
    }
  }

  private FileBytes part(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
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

  /** The first sheet that is not hidden. */
  FileBytes sheet() throws IOException {
    return part(sheet);
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

  /** The places of those cell formats that show a number as a date or a time. */
  BitSet dateFormats() throws IOException {
    BitSet dates = new BitSet();
    String part = partsByType.get("styles");
    if (part == null) {
      return dates;
    }
    Set<String> ownDates = new HashSet<>();
    try (FileBytes bytes = part(part)) {
      XmlInput xml = new XmlInput(bytes);
      while (xml.toElement(Set.of("numFmt", "cellXfs"))) {
        if (xml.name().equals("numFmt")) {
          if (DateFormats.isDate(xml.attribute("formatCode"))) {
            ownDates.add(xml.attribute("numFmtId"));
          }
          requireFew(ownDates.size());
        } else {
          readFormats(xml, ownDates, dates);
        }
      }
    }
    return dates;
  }

  private static void readFormats(XmlInput xml, Set<String> ownDates, BitSet dates) {
    int parent = xml.depth();
    for (int i = 0; xml.toChild(parent, () -> {}); i++) {
      requireFew(i);
      String id = xml.attribute("numFmtId");
      dates.set(i, ownDates.contains(id) || DateFormats.isBuiltIn(id));
      xml.skip();
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
