package io.saleslens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.saleslens.api.Role;
import io.saleslens.api.TestToken;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every task of docs/cookbook.md in every language against a running server. */
@ExtendWith(SandboxExtension.class)
class CookbookTest {
  private static final Cookbook COOKBOOK = Cookbook.read();
  private static final TestToken TOKEN = TestToken.of("cook", Role.OPERATOR);

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final String BETWEEN = "<next task>";

  @TempDir private static Path folder;
  private static List<String> javaOutputs;
  private static ChildCli run;
  private static Map<String, String> environment;

  @BeforeAll
  static void start(TestServers servers) throws Exception {
    int port = ChildCli.freePort();
    TestSettings settings =
        ExampleSales.settings(servers, TOKEN).with("api.port", Integer.toString(port));
    TestTable.create(settings).insert(ExampleSales.all());
    assertThat(Cli.run(settings, "sync").exitCode()).isEqualTo(Main.DONE);
    run = ChildCli.start(folder, TestEnvironment.of(settings), "run");
    run.awaitReady(port);
    environment =
        Map.of("SALESLENS", "http://127.0.0.1:" + port, "SALESLENS_TOKEN", TOKEN.secret());
    javaOutputs = runJava();
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  static List<Cookbook.Task> tasks() {
    return COOKBOOK.tasks();
  }

  @Test
  void itHasTenTasks() {
    assertThat(COOKBOOK.tasks()).hasSize(10);
    assertThat(COOKBOOK.tasks())
        .allSatisfy(it -> assertThat(it.blocks()).containsOnlyKeys("sh", "python", "java", "text"));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void curlDoesIt(Cookbook.Task task) throws Exception {
    assertThat(output("bash", "-c", task.blocks().get("sh"))).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void pythonPrintsWhatTheBookSays(Cookbook.Task task) throws Exception {
    assumeThat(python()).as("python3 is installed").isTrue();
    assertThat(output("python3", "-c", COOKBOOK.python(task))).isEqualTo(task.blocks().get("text"));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void javaPrintsWhatTheBookSays(Cookbook.Task task) {
    assertThat(javaOutputs.get(tasks().indexOf(task))).isEqualTo(task.blocks().get("text"));
  }

  /** All in one JVM, as each takes longer to start than to run. */
  private static List<String> runJava() throws Exception {
    List<String> javac = new ArrayList<>(List.of("-cp", CLASS_PATH, "-d", folder.toString()));
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < tasks().size(); i++) {
      Path source = folder.resolve("Task" + i + ".java");
      Files.writeString(source, COOKBOOK.java(tasks().get(i), "Task" + i));
      javac.add(source.toString());
      calls.append("Task%d.main(args); System.out.print(\"%s\");".formatted(i, BETWEEN));
    }
    Path all = folder.resolve("All.java");
    Files.writeString(
        all,
        "class All { public static void main(String[] args) throws Exception { " + calls + " } }");
    javac.add(all.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, javac.toArray(String[]::new)))
        .isZero();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String printed =
        output(java, "-XX:TieredStopAtLevel=1", "-cp", folder + ":" + CLASS_PATH, "All");
    return List.of(printed.split(BETWEEN));
  }

  private static boolean python() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String output(String... command) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }
}
