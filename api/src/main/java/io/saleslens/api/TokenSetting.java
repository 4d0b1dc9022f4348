package io.saleslens.api;

import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SettingsReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the list of tokens. Errors count entries instead of showing them: one that is malformed may
 * well be a token itself.
 */
final class TokenSetting {
  static final String NAME_ALLOWED = "1 to 64 letters, digits, '.', '_' or '-'";

  private static final String NAME = "[A-Za-z0-9._-]{1,64}";
  private static final Pattern ENTRY =
      Pattern.compile("(" + NAME + "):([a-z]+):sha256:([0-9a-fA-F]{64})");
  private static final Pattern BETWEEN = Pattern.compile("[,\\r\\n]+");

  private TokenSetting() {}

  static boolean isName(String name) {
    return name.matches(NAME);
  }

  /**
   * @throws SettingsException if an entry is malformed, or two have the same name or token
   */
  static List<ApiToken> from(SettingsReader settings) {
    return settings.secret("api.tokens").map(TokenSetting::parse).orElse(List.of());
  }

  private static List<ApiToken> parse(Secret list) {
    List<ApiToken> tokens = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String entry : BETWEEN.split(list.value())) {
      if (entry.isBlank()) {
        continue;
      }
      int number = tokens.size() + 1;
      ApiToken token = parse(number, entry.strip());
      if (!seen.add(token.name()) || !seen.add(token.sha256())) {
        throw refused(number, "has the name or the hash of an entry before it");
      }
      tokens.add(token);
    }
    if (tokens.isEmpty()) {
      throw new SettingsException(
          "Setting saleslens.api.tokens (SALESLENS_API_TOKENS) has no entry. Leave it out, or give"
              + " some; './saleslens token NAME' makes one.");
    }
    return List.copyOf(tokens);
  }

  private static ApiToken parse(int number, String entry) {
    Matcher parts = ENTRY.matcher(entry);
    if (!parts.matches()) {
      throw refused(number, "is not name:role:sha256:<64 hex digits>");
    }
    Role role =
        Role.named(parts.group(2))
            .orElseThrow(
                () -> refused(number, "has a role that is not reader, analyst or operator"));
    return new ApiToken(parts.group(1), role, parts.group(3).toLowerCase(Locale.ROOT));
  }

  private static SettingsException refused(int number, String why) {
    return new SettingsException(
        "Setting saleslens.api.tokens (SALESLENS_API_TOKENS): entry %d %s. It holds hashes, never tokens; './saleslens token NAME' makes a token and its entry."
            .formatted(number, why));
  }
}
