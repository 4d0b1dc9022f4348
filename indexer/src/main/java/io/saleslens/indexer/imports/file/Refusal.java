package io.saleslens.indexer.imports.file;

/**
 * One fault of a row, which is therefore left out.
 *
 * @param row its number; see {@link SalesFile}
 * @param field the field at fault, such as {@code amount_sale}; empty if it is the whole row
 * @param reason the value, what is wrong with it and what is allowed; full card numbers are masked
 */
public record Refusal(long row, String field, String reason) {}
