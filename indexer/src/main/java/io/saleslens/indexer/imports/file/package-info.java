/** Reads sales from files: CSV, JSON, NDJSON, XLSX and XML. */
package io.saleslens.indexer.imports.file;
