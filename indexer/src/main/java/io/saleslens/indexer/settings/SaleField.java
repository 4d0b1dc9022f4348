package io.saleslens.indexer.settings;

import java.util.Locale;

/** The 23 fields of a sale, in the order of the source table's columns. */
public enum SaleField {
  ID(Kind.ID, true),
  CREATED(Kind.TIME, false),
  MODIFIED(Kind.TIME, false),
  REMARK(Kind.TEXT, false),
  NUM_APPROVAL(Kind.TEXT, false),
  CARD_COMPANY(Kind.TEXT, false),
  CARD_CATEGORY(Kind.TEXT, false),
  CARD_NUMBER(Kind.TEXT, false),
  AMOUNT_SALE(Kind.MONEY, true),
  AMOUNT_FEE(Kind.MONEY, false),
  AMOUNT_DEPOSIT(Kind.MONEY, false),
  IS_CANCELED(Kind.FLAG, false),
  SOLD_AT(Kind.TIME, true),
  WILL_DEPOSITED_AT(Kind.TIME, false),
  RAW_DATA(Kind.TEXT, false),
  PLATFORM(Kind.TEXT, false),
  DAILY_SALE_ID(Kind.ID, false),
  STORE_ID(Kind.ID, true),
  RESULT_CODE(Kind.TEXT, false),
  RESULT_MSG(Kind.TEXT, false),
  EXTRA_PAYMENT_ID(Kind.TEXT, false),
  DETAIL_STATUS(Kind.TEXT, false),
  PROCESSING_STATUS(Kind.TEXT, false);

  /** How a field is read and written. */
  public enum Kind {
    /** An identifier, kept letter for letter. */
    ID,
    /** A local time of the source zone, up to microseconds. */
    TIME,
    /** Free text, in which full card numbers are masked. */
    TEXT,
    /** Money in minor units. */
    MONEY,
    /** True or false. */
    FLAG
  }

  private final Kind kind;
  private final boolean required;
  private final String fieldName = name().toLowerCase(Locale.ROOT);

  SaleField(Kind kind, boolean required) {
    this.kind = kind;
    this.required = required;
  }

  /** Name of the field in Elasticsearch, and of the column unless the settings say otherwise. */
  public String fieldName() {
    return fieldName;
  }

  /** How the field is read and written. */
  public Kind kind() {
    return kind;
  }

  /**
   * Whether a text names something elsewhere, so that two that differ must not become one when they
   * are masked.
   */
  public boolean isReference() {
    return this == NUM_APPROVAL || this == EXTRA_PAYMENT_ID;
  }

  /** Whether a row without it is refused. */
  public boolean isRequired() {
    return required;
  }
}
