package io.saleslens.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * docs/cookbook.md, taken apart.
 *
 * @param preambles what goes before or around the tasks, by language
 */
record Cookbook(Map<String, String> preambles, List<Task> tasks) {
  private static final Pattern PART =
      Pattern.compile("(?m)^## (?<title>.+)$|^```(?<kind>.+)\\n(?<text>(?s:.*?))^```$");
  private static final String PREAMBLE = " preamble";

  /**
   * @param blocks by language; {@code text} is what the task prints
   */
  record Task(String title, Map<String, String> blocks) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Cookbook read() {
    Map<String, String> preambles = new HashMap<>();
    List<Task> tasks = new ArrayList<>();
    Matcher part = PART.matcher(text());
    while (part.find()) {
      if (part.group("title") != null) {
        tasks.add(new Task(part.group("title"), new HashMap<>()));
        continue;
      }
      String kind = part.group("kind");
      if (kind.endsWith(PREAMBLE)) {
        preambles.put(kind.replace(PREAMBLE, ""), part.group("text"));
      } else {
        tasks.get(tasks.size() - 1).blocks().put(kind, part.group("text"));
      }
    }
    return new Cookbook(preambles, tasks);
  }

  private static String text() {
    try {
      return Files.readString(Path.of("..", "docs", "cookbook.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String python(Task task) {
    return preambles.get("python") + task.blocks().get("python");
  }

  /** A class of that name. */
  String java(Task task, String name) {
    return preambles
        .get("java")
        .replace("class Task ", "public class " + name + " ")
        .replace("// the task", task.blocks().get("java"));
  }
}
