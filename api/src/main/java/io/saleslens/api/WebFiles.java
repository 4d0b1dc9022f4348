package io.saleslens.api;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Files for browsers by their names: those of a folder of this build, and some from elsewhere. */
final class WebFiles {
  /** No name that could lead out of the folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

  private final String folder;
  private final Map<String, WebFile> files;

  /**
   * @param folder path from the root of the class path, with a slash at its end; its files are read
   *     when they are first asked for
   * @param more what is served besides, by name
   */
  WebFiles(String folder, Map<String, WebFile> more) {
    this.folder = folder;
    this.files = new ConcurrentHashMap<>(more);
  }

  /**
   * @param name without any folder
   * @throws ApiException if there is none of that name
   */
  void answer(Context ctx, String name) {
    find(name)
        .orElseThrow(() -> ApiException.notFound(name, "There is no file %s here.".formatted(name)))
        .answer(ctx);
  }

  private Optional<WebFile> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        files.computeIfAbsent(name, it -> WebFile.find(folder + it).orElse(null)));
  }
}
