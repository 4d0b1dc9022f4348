package io.saleslens.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;

/**
 * Both servers for tests that harm them: they can be killed, started again on the same data and
 * ports, and paused. They are always a {@link Sandbox}, whatever other tests run on, and end with
 * {@link #close()} or with the JVM, whatever state they are in.
 */
public final class RestartableServers implements AutoCloseable {
  private final Sandbox sandbox;
  private final MysqlUnderTest mysql;
  private final ElasticsearchUnderTest elasticsearch;

  private RestartableServers(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.mysql = MysqlUnderTest.of(sandbox);
    this.elasticsearch = ElasticsearchUnderTest.of(sandbox);
  }

  /**
   * Starts both servers and returns when both answer.
   *
   * @throws SandboxException when one does not
   */
  public static RestartableServers start() {
    return new RestartableServers(
        Sandbox.start(SandboxOptions.defaults(), EnumSet.allOf(Sandbox.Part.class)));
  }

  /** The servers with a new schema and an unused prefix; both must be running. */
  @SuppressWarnings("resource") // goes with the servers
  public TestServers fresh() {
    return TestServers.of(mysql.newSchema().mysql(), elasticsearch.newPrefix().elasticsearch());
  }

  /** Kills the database server ({@code kill -9}) and waits for its end. */
  public void killMysql() {
    kill(sandbox.mysqlServer());
  }

  /** Starts the killed database server and returns when it answers. */
  public void startMysql() {
    start(sandbox.mysqlServer());
  }

  /** Stops the database server in its tracks ({@code SIGSTOP}): connections stay but are silent. */
  public void pauseMysql() {
    signal("STOP", sandbox.mysqlPid());
  }

  /** Lets the paused database server go on ({@code SIGCONT}). */
  public void resumeMysql() {
    signal("CONT", sandbox.mysqlPid());
  }

  /** Kills Elasticsearch ({@code kill -9}) and waits for its end. */
  public void killElasticsearch() {
    kill(sandbox.elasticsearchServer());
  }

  /** Starts the killed Elasticsearch and returns when all its primary shards are there again. */
  public void startElasticsearch() {
    start(sandbox.elasticsearchServer());
  }

  /** Stops Elasticsearch in its tracks ({@code SIGSTOP}): connections stay but are silent. */
  public void pauseElasticsearch() {
    signal("STOP", sandbox.elasticsearchPid());
  }

  /** Lets the paused Elasticsearch go on ({@code SIGCONT}). */
  public void resumeElasticsearch() {
    signal("CONT", sandbox.elasticsearchPid());
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private static void kill(SandboxServer server) {
    try {
      server.kill();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void start(SandboxServer server) {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void signal(String name, long pid) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("There is no process " + pid + " to send " + name + " to");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted", e);
  }
}
