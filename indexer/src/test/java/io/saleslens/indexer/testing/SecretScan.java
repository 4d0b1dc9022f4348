package io.saleslens.indexer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for planted card numbers, passwords and tokens wherever they must not be. A card number
 * counts in whatever spelling: its digits together or parted by spaces and hyphens, encoded as in
 * URLs too.
 */
public final class SecretScan {
  private static final Pattern BETWEEN_DIGITS =
      Pattern.compile(
          "(?<=\\d)(?:[-./_+?\\s\\p{Z}\\p{Cf}\\p{Pd}]|%20|%C2%A0|\\\\u00a0){1,4}(?=\\d)");

  private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
  private static final char FULL_WIDTH_ZERO = '\uFF10';
  private static final Set<Property.Kind> TEXTUAL =
      Set.of(Property.Kind.Keyword, Property.Kind.Text, Property.Kind.Wildcard);

  private final Set<String> secrets = new TreeSet<>();

  /** Adds a password or a token. */
  public SecretScan plant(String secret) {
    assertThat(secret).as("a secret that can be told from other text").hasSizeGreaterThan(7);
    secrets.add(secret);
    return this;
  }

  /**
   * Makes up a card number that passes the Luhn check and adds it.
   *
   * @param digits how long it is, 13 to 19
   * @return the number, digits alone
   */
  public String plantCard(int digits) {
    StringBuilder card = new StringBuilder("4");
    while (card.length() < digits - 1) {
      card.append((7 * card.length() + 3 * secrets.size() + digits) % 10);
    }
    card.append(checkDigit(card));
    secrets.add(card.toString());
    return card.toString();
  }

  private static int checkDigit(CharSequence withoutIt) {
    int sum = 0;
    for (int i = 0; i < withoutIt.length(); i++) {
      int digit = withoutIt.charAt(withoutIt.length() - 1 - i) - '0';
      int value = i % 2 == 0 ? 2 * digit : digit;
      sum += value > 9 ? value - 9 : value;
    }
    return (10 - sum % 10) % 10;
  }

  /** The ways to write a card number: digits alone, and in fours with hyphens, spaces or both. */
  public static List<String> spellings(String card) {
    String grouped = card.replaceAll("(\\d{4})(?=\\d)", "$1-");
    return List.of(card, grouped, grouped.replace('-', ' '), grouped.replaceFirst("-", " "));
  }

  /** More ways: among other digits, in other digits, and parted by what is not seen as a hyphen. */
  public static List<String> disguises(String card) {
    String fullWidth =
        card.chars()
            .mapToObj(c -> String.valueOf((char) (c - '0' + FULL_WIDTH_ZERO)))
            .collect(Collectors.joining());
    String grouped = card.replaceAll("(\\d{4})(?=\\d)", "$1-");
    return List.of(
        "20230501" + card,
        card + "1227",
        fullWidth,
        grouped.replace('-', '.'),
        grouped.replace("-", "\u00A0"),
        grouped.replace("-", "\u200B"));
  }

  /**
   * Looks through a text.
   *
   * @param where it comes from, for the message
   * @throws AssertionError naming the secret's first characters and what stands around it
   */
  public void assertNoneIn(String where, String text) {
    String ascii =
        DIGIT
            .matcher(text)
            .replaceAll(it -> String.valueOf(Character.digit(it.group().codePointAt(0), 10)));
    String digitsJoined = BETWEEN_DIGITS.matcher(ascii).replaceAll("");
    for (String secret : secrets) {
      int at = digitsJoined.indexOf(secret);
      if (at >= 0) {
        throw new AssertionError(
            "%s holds the secret %s… after: %s"
                .formatted(
                    where,
                    secret.substring(0, 4),
                    digitsJoined.substring(Math.max(0, at - 120), at)));
      }
    }
  }

  /** Looks through the arguments of every process of this machine that we may see. */
  public void assertNoneInProcessArguments() {
    ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .forEach(line -> assertNoneIn("a command line", line));
  }

  /**
   * Looks through every document and every searchable term behind a prefix.
   *
   * @return how many documents there are
   */
  public long assertNoneInIndices(Elastic elastic, String prefix) {
    String all = prefix + "*";
    elastic.ask("refresh " + all, client -> client.indices().refresh(r -> r.index(all)));
    Map<String, Map<String, Property>> indices =
        elastic
            .ask("mappings of " + all, client -> client.indices().getMapping(g -> g.index(all)))
            .result()
            .entrySet()
            .stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, index -> index.getValue().mappings().properties()));
    indices.forEach((index, fields) -> assertNoTermIn(elastic, index, fields));
    return indices.keySet().stream().mapToLong(index -> assertNoneIn(elastic, index)).sum();
  }

  private long assertNoneIn(Elastic elastic, String index) {
    long[] documents = new long[1];
    Query any = Query.of(q -> q.matchAll(m -> m));
    Hits.forEach(
        elastic,
        index,
        any,
        "_seq_no",
        hit -> {
          documents[0]++;
          assertNoneIn(index + "/" + hit.id(), hit.id() + " " + hit.source());
        });
    return documents[0];
  }

  /** Terms can say more than documents, where a document's field is not stored as it came. */
  private void assertNoTermIn(Elastic elastic, String index, Map<String, Property> fields) {
    List<Query> terms = new ArrayList<>();
    List<FieldValue> values =
        secrets.stream()
            .flatMap(
                secret -> secret.matches("\\d+") ? spellings(secret).stream() : Stream.of(secret))
            .map(FieldValue::of)
            .toList();
    for (String field : searchable(fields)) {
      terms.add(Query.of(q -> q.terms(t -> t.field(field).terms(v -> v.value(values)))));
    }
    if (terms.isEmpty()) {
      return;
    }
    Query anyTerm = Query.of(q -> q.bool(b -> b.should(terms)));
    List<String> found = new ArrayList<>();
    Hits.forEach(elastic, index, anyTerm, "_seq_no", hit -> found.add(hit.id()));
    assertThat(found).as("documents of %s that a secret finds", index).isEmpty();
  }

  private static List<String> searchable(Map<String, Property> fields) {
    return fields.entrySet().stream()
        .filter(field -> TEXTUAL.contains(field.getValue()._kind()))
        .filter(field -> !isLeftOut(field.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isLeftOut(Property field) {
    return field.isKeyword() && Boolean.FALSE.equals(field.keyword().index());
  }
}
