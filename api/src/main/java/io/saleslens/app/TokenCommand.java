package io.saleslens.app;

import io.saleslens.api.NewToken;
import io.saleslens.api.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "token",
    description = {
      "Makes a token for the REST API and prints it, once, with the entry of saleslens.api.tokens that makes a server accept it.",
      "Needs no server and no settings, and keeps nothing."
    },
    footer = {
      "",
      "Roles: a reader reads AOV and days, an analyst also the suspect sales, an operator may do everything.",
      "",
      "Example:",
      "  ./saleslens token dashboard --role analyst"
    })
final class TokenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Whose token it is; appears in logs.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "reader",
      description = "reader, analyst or operator (default: ${DEFAULT-VALUE}).")
  private Role role;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private record Result(String name, String role, String token, String setting) {}

  @Override
  public Integer call() {
    NewToken made = NewToken.of(name, role);
    String token = made.secret().value();
    new Output(json)
        .result(
            new Result(name, role.toString(), token, made.setting()), text(token, made.setting()));
    return Main.DONE;
  }

  /** Reads what was typed. */
  static Role role(String text) {
    return Role.named(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is not reader, analyst or operator"));
  }

  private String text(String token, String setting) {
    return """
    The token of %s, role %s. It is shown this once and kept nowhere:

      %s

    Servers accept it once this entry is in SALESLENS_API_TOKENS (entries are parted by commas):

      %s"""
        .formatted(name, role, token, setting);
  }
}
