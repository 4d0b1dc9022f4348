package io.saleslens.app.doctor;

import io.saleslens.app.pipeline.Settings;
import io.saleslens.indexer.card.Masked;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.mysql.Database;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.ElasticSettings;
import io.saleslens.indexer.settings.MysqlSettings;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.thread.OutOfMemory;
import io.saleslens.indexer.thread.WorkerThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at everything that Saleslens stands on: settings, servers, accounts, table, indices,
 * clocks. It writes nothing, waits for nothing longer than some seconds, and goes on after whatever
 * it finds.
 */
public final class Doctor implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Settings settings;
  private final Clock clock;
  private final Elastic elastic;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(WorkerThreads.named("doctor"));
  private final List<Finding> findings = new ArrayList<>();
  private boolean reachable = true;

  public Doctor(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.elastic = new Elastic(hasty(settings.elastic()), new Patience(Duration.ZERO, 1));
  }

  private static ElasticSettings hasty(ElasticSettings usual) {
    return new ElasticSettings(
        usual.url(),
        usual.apiKey(),
        usual.user(),
        usual.password(),
        usual.ca(),
        shorter(usual.connectTimeout()),
        shorter(usual.requestTimeout()),
        usual.compression(),
        usual.bulkBytes(),
        usual.bulkConnections(),
        usual.salesShards());
  }

  private static Database hasty(MysqlSettings usual) {
    return new Database(
        new MysqlSettings(
            usual.keys(),
            usual.url(),
            usual.user(),
            usual.password(),
            usual.verifyTls(),
            usual.ca(),
            shorter(usual.connectTimeout()),
            shorter(usual.readTimeout())));
  }

  private static Duration shorter(Duration usual) {
    return usual.compareTo(LIMIT) < 0 ? usual : LIMIT;
  }

  /** Looks at everything, once. */
  public DoctorReport examine() throws InterruptedException {
    look(new SettingsCheck(settings));
    look(new PepperCheck(settings));
    look(new HeapCheck());
    look(new ZoneCheck(settings.source(), clock));
    if (settings.mysql().isPresent()) {
      examineMysql(hasty(settings.mysql().get()));
    }
    if (settings.imports().isPresent()) {
      examineSchema("imports", hasty(settings.imports().get().mysql()));
    }
    if (settings.schedule().store().isPresent()) {
      examineSchema("schedule", hasty(settings.schedule().store().get()));
    }
    examineElasticsearch();
    return new DoctorReport(findings, reachable);
  }

  private void examineMysql(Database database) throws InterruptedException {
    if (!look(new MysqlCheck("mysql", database))) {
      return;
    }
    look(new MysqlClockCheck("mysql clock", database, clock));
    look(new GrantsCheck(database));
    if (look(new TableCheck(database, settings.source()))) {
      look(new TableIndexesCheck(database, settings.source()));
      look(new MysqlZoneCheck(database, settings.source()));
      look(new CardIdsCheck(database, settings.source()));
    }
  }

  private void examineSchema(String name, Database database) throws InterruptedException {
    if (look(new MysqlCheck(name, database))) {
      look(new MysqlClockCheck(name + " clock", database, clock));
    }
  }

  private void examineElasticsearch() throws InterruptedException {
    Questions questions = new Questions(elastic);
    if (!look(new ElasticCheck(elastic, questions, settings.names()))) {
      return;
    }
    look(new ElasticClockCheck(questions, clock));
    look(new ElasticPrivilegesCheck(questions, settings.names()));
    look(new ClusterCheck(questions));
    look(new DiskCheck(questions));
    look(new BlocksCheck(questions, settings.names()));
    look(new IndexSettingsCheck(questions, settings.names()));
    look(new TemplatesCheck(questions, settings.names()));
    look(new IndexStatesCheck(questions, settings.names()));
    if (look(new IndicesCheck(elastic, settings.names()))) {
      look(new BuiltWithCheck(elastic, settings, clock));
      look(new BacklogCheck(elastic, settings, clock));
    }
  }

  /** Whether nothing failed. */
  private boolean look(Check check) throws InterruptedException {
    List<Finding> found = limited(check);
    findings.addAll(found);
    return found.stream().noneMatch(it -> it.level() == Finding.Level.FAIL);
  }

  private List<Finding> limited(Check check) throws InterruptedException {
    Future<List<Finding>> looking = threads.submit(OutOfMemory.endingCall(check::look));
    try {
      return looking.get(3 * LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      looking.cancel(true);
      reachable = false;
      return List.of(
          Finding.fail(
              check.name(),
              "no answer within %d s".formatted(3 * LIMIT.toSeconds()),
              "See what the server is busy with."));
    } catch (ExecutionException e) {
      return List.of(failed(check, e.getCause()));
    }
  }

  private Finding failed(Check check, Throwable failure) {
    boolean isServers = failure instanceof MysqlException || failure instanceof ElasticException;
    reachable = reachable && !isServers;
    boolean told = isServers || failure instanceof SettingsException;
    String message = told ? failure.getMessage() : failure.toString();
    return Finding.fail(check.name(), Masked.of(message), null);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    elastic.close();
  }
}
