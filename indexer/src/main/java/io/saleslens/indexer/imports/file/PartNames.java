package io.saleslens.indexer.imports.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Names of the parts of an archive, as its other parts spell them; case does not matter. */
final class PartNames {
  private final ZipFile zip;
  private Map<String, ZipEntry> byLowerCase;

  PartNames(ZipFile zip) {
    this.zip = zip;
  }

  /** The name that a part in a folder, which ends with a slash or is empty, means by a target. */
  static String resolved(String folder, String target) {
    String path = target.replace('\\', '/');
    Deque<String> names = new ArrayDeque<>();
    for (String name : (path.startsWith("/") ? path : folder + path).split("/")) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return String.join("/", names);
  }

  /** Null if there is none. */
  ZipEntry find(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry != null) {
      return entry;
    }
    if (byLowerCase == null) {
      byLowerCase = new HashMap<>();
      zip.stream().forEach(it -> byLowerCase.putIfAbsent(lower(it.getName()), it));
    }
    return byLowerCase.get(lower(name));
  }

  private static String lower(String name) {
    return resolved("", name).toLowerCase(Locale.ROOT);
  }
}
