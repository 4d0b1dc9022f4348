package io.saleslens.app;

import io.saleslens.app.pipeline.Pipeline;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "init",
    description = {
      "Makes templates, indices and aliases in Elasticsearch.",
      "Safe to repeat; refuses an index whose mapping is not ours. The other commands do this too."
    })
final class InitCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  private record Result(List<String> made) {}

  @Override
  public Integer call() {
    try (Pipeline pipeline = new Pipeline(common.settings(), Clock.systemUTC())) {
      List<String> made = pipeline.init();
      String text =
          made.isEmpty() ? "Everything is there already." : "Made " + String.join(", ", made) + ".";
      common.output().result(new Result(made), text);
    }
    return Main.DONE;
  }
}
