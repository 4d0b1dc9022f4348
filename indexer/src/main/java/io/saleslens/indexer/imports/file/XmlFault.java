package io.saleslens.indexer.imports.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

/** What is wrong with XML, as the parser says it. */
final class XmlFault {
  /** What the parser puts before its message is the place. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?:ParseError at .*\\R)?(?:Message: )?(.*)", Pattern.DOTALL);

  private static final Pattern ENTITY = Pattern.compile("The entity \"([^\"]*)\" was referenced.*");

  private XmlFault() {}

  /** With a colon before it; empty if the parser does not say. */
  static String reason(XMLStreamException e) {
    Matcher parts = MESSAGE.matcher(e.getMessage() == null ? "" : e.getMessage());
    String message = parts.matches() ? parts.group(1).strip() : "";
    Matcher entity = ENTITY.matcher(message);
    if (entity.matches()) {
      return ": " + unknown(entity.group(1));
    }
    String brief = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    return brief.isEmpty() ? "" : ": " + Values.shownLong(brief);
  }

  /** Where, with a colon before it; empty if the parser does not say. */
  static Optional<String> place(XMLStreamException e) {
    Location at = e.getLocation();
    return at == null || at.getLineNumber() < 1
        ? Optional.empty()
        : Optional.of(": line %d, column %d".formatted(at.getLineNumber(), at.getColumnNumber()));
  }

  /** An entity that the parser hands out instead of its text; the place is still to be put in. */
  static String entity(String name) {
    return "The file is no XML that can be read%s: " + unknown(name).replace("%", "%%") + ".";
  }

  private static String unknown(String entity) {
    return "the entity '&%s;' is not known; of those with names only &amp; &lt; &gt; &quot; and &apos; are, write others as characters"
        .formatted(Values.shown(entity));
  }
}
