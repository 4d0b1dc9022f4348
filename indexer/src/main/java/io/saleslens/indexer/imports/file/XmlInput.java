package io.saleslens.indexer.imports.file;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML from outside, by the JDK's own parser: without document types, and so without entities
 * of any kind; nothing is fetched or included, and the size of each value, the depth and the number
 * of different names are bounded, since the parser keeps those in memory.
 */
final class XmlInput {
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST_NAMES = 2_000;

  /** All different names together, characters; those of namespaces are as long as anybody likes. */
  private static final int LONGEST_NAMES = 1 << 20;

  private static final XMLInputFactory FACTORY = factory();

  private final FileBytes bytes;
  private final XMLStreamReader reader;
  private final Set<String> names = new HashSet<>();
  private long namesLength;
  private int depth;

  XmlInput(FileBytes bytes) throws IOException {
    this(bytes, Optional.empty());
  }

  /**
   * @param encoding that somebody says, whatever the file itself does
   * @throws ImportException if it is no XML
   */
  XmlInput(FileBytes bytes, Optional<Charset> encoding) throws IOException {
    this.bytes = bytes;
    bytes.beginValue();
    Reader text = XmlText.open(bytes, encoding);
    this.reader = parsed(() -> FACTORY.createXMLStreamReader(text));
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not allowed");
        });
    return factory;
  }

  @FunctionalInterface
  private interface Parsing<T> {
    T run() throws XMLStreamException;
  }

  /** The parser throws other exceptions too, for some that is no XML. */
  private <T> T parsed(Parsing<T> parsing) {
    try {
      return parsing.run();
    } catch (ImportException e) {
      throw e;
    } catch (XMLStreamException e) {
      throw malformed(XmlFault.reason(e), XmlFault.place(e).orElseGet(this::place), e);
    } catch (RuntimeException e) {
      throw malformed("", place(), e);
    }
  }

  private static ImportException malformed(String reason, String place, Exception cause) {
    return new ImportException(
        ImportException.MALFORMED,
        "The file is no XML that can be read%s%s.".formatted(place, reason),
        cause);
  }

  private String place() {
    return reader == null
        ? ""
        : ": line %d, column %d"
            .formatted(
                reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
  }

  private int next() {
    bytes.beginValue();
    int event = parsed(reader::next);
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> began();
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.DTD ->
          throw new ImportException(
              ImportException.MALFORMED,
              "The file has a DOCTYPE, which is not allowed. Remove it.");
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw new ImportException(
              ImportException.MALFORMED, XmlFault.entity(reader.getLocalName()).formatted(place()));
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> remember(reader.getPITarget());
      default -> {}
    }
    return event;
  }

  private void began() {
    if (++depth > DEEPEST) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The file has elements in elements, more than %d deep%s.".formatted(DEEPEST, place()));
    }
    remember(reader.getLocalName());
    remember(reader.getPrefix());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      remember(reader.getAttributeLocalName(i));
      remember(reader.getAttributePrefix(i));
    }
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      remember(reader.getNamespacePrefix(i));
      remember(reader.getNamespaceURI(i));
    }
  }

  private void remember(String name) {
    if (!names.add(name)) {
      return;
    }
    namesLength += name == null ? 0 : name.length();
    if (names.size() > MOST_NAMES || namesLength > LONGEST_NAMES) {
      throw new ImportException(
          ImportException.MALFORMED,
          "The file has more than %d different names of elements and attributes, or longer ones than %d characters together."
              .formatted(MOST_NAMES, LONGEST_NAMES));
    }
  }

  /** To be called before each row of a file; what is behind it is bounded as a whole. */
  void beginRow() {
    bytes.beginRow();
  }

  /** Until the next row begins, only single values are bounded. */
  void endRow() {
    bytes.endRow();
  }

  /** Goes to the outermost element. */
  void toRoot() {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      // comments and the like
    }
  }

  /** How deep the parser is: 1 in the outermost element. */
  int depth() {
    return depth;
  }

  /**
   * Goes to the next element within the one that is {@code parent} deep, or to the end of that.
   *
   * @param onText told if there is text between the elements
   * @return whether there is one
   */
  boolean toChild(int parent, Runnable onText) {
    return toChildOrText(parent, text -> onText.run());
  }

  /** The same, but told each piece of the text. */
  boolean toChildOrText(int parent, Consumer<String> onText) {
    while (depth >= parent) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (isText(event) && !reader.isWhiteSpace()) {
        onText.accept(reader.getText());
      }
    }
    return false;
  }

  /** Reads what is left, which may be damaged. */
  void toEnd() {
    while (parsed(reader::hasNext)) {
      next();
    }
  }

  /** Goes to the next element of one of these names, however deep, or to the end. */
  boolean toElement(Set<String> wanted) {
    while (parsed(reader::hasNext)) {
      if (next() == XMLStreamConstants.START_ELEMENT && wanted.contains(name())) {
        return true;
      }
    }
    return false;
  }

  /** Name of the element, without its prefix. */
  String name() {
    return reader.getLocalName();
  }

  int attributes() {
    return reader.getAttributeCount();
  }

  String attributeName(int index) {
    return reader.getAttributeLocalName(index);
  }

  String attribute(int index) {
    return reader.getAttributeValue(index);
  }

  /** The attribute of that name, whatever its prefix; null if there is none. */
  String attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** Goes to the end of the element and answers its text; null if there are elements in it. */
  String text() {
    StringBuilder text = new StringBuilder();
    int inside = depth;
    boolean plain = true;
    while (depth >= inside) {
      int event = next();
      plain &= event != XMLStreamConstants.START_ELEMENT;
      if (isText(event)) {
        append(text);
      }
    }
    return plain ? text.toString() : null;
  }

  /** Goes to the end of the element and answers the text of a cell: that of all {@code t} in it. */
  String richText() {
    StringBuilder text = new StringBuilder();
    int inside = depth;
    while (toChild(inside, () -> {})) {
      switch (name()) {
        case "t" -> text.append(text());
        case "r" -> text.append(richText());
        default -> skip();
      }
      requireShort(text);
    }
    return text.toString();
  }

  private void append(StringBuilder text) {
    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    requireShort(text);
  }

  private void requireShort(StringBuilder text) {
    if (text.length() > LONGEST_TEXT) {
      throw new ImportException(
          ImportException.TOO_LARGE,
          "The file has a value of more than %d characters%s.".formatted(LONGEST_TEXT, place()));
    }
  }

  private static boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  /** Goes to the end of the element. */
  void skip() {
    int inside = depth;
    while (depth >= inside) {
      next();
    }
  }
}
