package io.saleslens.indexer.imports.file;

import io.saleslens.indexer.card.CardMask;
import java.util.Optional;

/** A file that cannot be read as a whole. What was handed over before is to be forgotten. */
public final class ImportException extends RuntimeException {
  /** The file is not of its format. */
  public static final String MALFORMED = "malformed_file";

  /** How its characters are encoded is not clear, or not what was said. */
  public static final String ENCODING = "unclear_encoding";

  /** It cannot be opened or read to its end. */
  public static final String UNREADABLE = "unreadable_file";

  /** The file, or a part of it, is larger than allowed. */
  public static final String TOO_LARGE = "file_too_large";

  /** It has more rows than allowed. */
  public static final String TOO_MANY_ROWS = "too_many_rows";

  /** Its header lacks a column that each sale needs. */
  public static final String MISSING_COLUMN = "missing_column";

  /** Two columns of its header stand for one field. */
  public static final String DUPLICATE_COLUMN = "duplicate_column";

  /** A column may say that sales are canceled, in a way that is not understood. */
  public static final String UNCLEAR_COLUMN = "unclear_column";

  /** It is of another day than it was said to be. */
  public static final String OTHER_DAY = "other_day";

  private final String code;
  private final Long row;
  private final String field;

  ImportException(String code, String detail) {
    this(code, detail, null, null, null);
  }

  ImportException(String code, String detail, Throwable cause) {
    this(code, detail, null, null, cause);
  }

  ImportException(String code, String detail, Long row, String field, Throwable cause) {
    super(CardMask.mask(detail), cause);
    this.code = code;
    this.row = row;
    this.field = field;
  }

  /**
   * A file that is larger than allowed already before it is looked into.
   *
   * @param mostBytes that are allowed
   */
  public static ImportException tooLarge(long mostBytes) {
    return new ImportException(
        TOO_LARGE,
        "The file has more than %d bytes, which saleslens.imports.max-bytes allows."
            .formatted(mostBytes));
  }

  /** One of the constants above. */
  public String code() {
    return code;
  }

  /** What is wrong and how to mend it; the same as the message. */
  public String detail() {
    return getMessage();
  }

  /** The row at which the reading ended, if it is known. */
  public Optional<Long> row() {
    return Optional.ofNullable(row);
  }

  /** The field at fault, if it is one. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }
}
