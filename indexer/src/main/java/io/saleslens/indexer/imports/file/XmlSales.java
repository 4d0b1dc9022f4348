package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads the daily sales: {@code <sales_data date="2024-01-01"><sales><sale>…}. Fields are elements
 * in {@code sale}, or attributes of it; namespaces do not matter.
 */
final class XmlSales {
  private static final String ROOT = "salesdata";
  private static final String SALES = "sales";
  private static final String SALE = "sale";
  private static final String DATE = "date";

  private final XmlInput xml;
  private final FileRules rules;
  private final Intake intake;
  private long row;

  private XmlSales(XmlInput xml, FileRules rules, Intake intake) {
    this.xml = xml;
    this.rules = rules;
    this.intake = intake;
  }

  static void read(Path file, FileRules rules, Optional<Charset> encoding, Intake intake)
      throws IOException {
    try (FileBytes bytes = FileBytes.open(file, rules)) {
      new XmlSales(new XmlInput(bytes, encoding), rules, intake).readDocument();
    }
    intake.end();
  }

  private void readDocument() {
    xml.toRoot();
    if (!isNamed(ROOT)) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The outermost element is <%s>; it must be <sales_data>."
              .formatted(Values.shown(xml.name())));
    }
    readDay(xml.attribute(DATE));
    while (xml.toChild(1, XmlSales::refuseText)) {
      if (isNamed(SALES)) {
        readSales();
      } else {
        intake.ignore(xml.name());
        xml.skip();
      }
    }
    xml.toEnd();
  }

  private boolean isNamed(String name) {
    return ColumnNames.normalized(xml.name()).equals(name);
  }

  private void readDay(String text) {
    if (text == null || text.isBlank()) {
      return;
    }
    LocalDate day;
    try {
      day = new Times(rules.zone(), Clock.systemUTC()).time(text.strip()).toLocalDate();
    } catch (BadValueException e) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The attribute date of <sales_data> is '%s'; it must be a day such as 2024-01-31."
              .formatted(Values.shown(text)),
          null,
          DATE,
          e);
    }
    intake.setDay(day);
  }

  private void readSales() {
    while (xml.toChild(2, XmlSales::refuseText)) {
      row++;
      xml.beginRow();
      if (isNamed(SALE)) {
        intake.take(sale());
      } else {
        intake.refuse(row, "is <%s>; it must be <sale>".formatted(Values.shown(xml.name())));
        xml.skip();
      }
      xml.endRow();
    }
  }

  private RawSale sale() {
    RawSale sale = new RawSale(row);
    for (int i = 0; i < xml.attributes(); i++) {
      String value = xml.attribute(i);
      String name = xml.attributeName(i);
      intake.column(name).ifPresent(column -> sale.putMember(column, value));
      intake.watch(sale, name, value);
    }
    while (xml.toChild(3, () -> sale.refuse("holds text outside of its fields"))) {
      String name = xml.name();
      intake
          .column(name)
          .ifPresentOrElse(column -> readField(column, name, sale), () -> watch(name, sale));
    }
    return sale;
  }

  private static void refuseText() {
    throw new ImportException(
        ImportException.MALFORMED, "The file has text outside of its <sale> elements.");
  }

  /** An element that stands for no field, with all that is in it. */
  private void watch(String name, RawSale sale) {
    for (int i = 0; i < xml.attributes(); i++) {
      intake.watch(sale, name + "." + xml.attributeName(i), xml.attribute(i));
    }
    int parent = xml.depth();
    StringBuilder text = new StringBuilder();
    while (xml.toChildOrText(parent, it -> add(text, it))) {
      watch(name + "." + xml.name(), sale);
    }
    intake.watch(sale, name, text.toString());
  }

  private static void add(StringBuilder text, String more) {
    if (text.length() <= StateWords.LONGEST) {
      text.append(more);
    }
  }

  private void readField(Column column, String name, RawSale sale) {
    String text = xml.text();
    if (text == null) {
      sale.refuseMember(column, "holds elements; it must be text");
    } else {
      sale.putMember(column, text);
      intake.watch(sale, name, text);
    }
  }
}
