package io.saleslens.sandbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The end of what a server printed into its log file. */
final class OutputTail {
  private static final int LIMIT = 8_192;

  private OutputTail() {}

  static String of(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      byte[] tail = new byte[(int) Math.min(length, LIMIT)];
      in.seek(length - tail.length);
      in.readFully(tail);
      String text = new String(tail, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "(nothing)" : text;
    } catch (IOException e) {
      return "(not readable: " + e.getMessage() + ")";
    }
  }
}
