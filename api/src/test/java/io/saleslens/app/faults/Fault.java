package io.saleslens.app.faults;

import java.time.Duration;
import java.util.Locale;

/** What can go wrong while a command runs, and how it is mended. */
enum Fault {
  SALESLENS_KILLED(scene -> scene.command().signal("KILL"), scene -> {}),
  SALESLENS_PAUSED(
      scene -> scene.command().signal("STOP"), scene -> scene.command().signal("CONT")),
  ELASTICSEARCH_KILLED(
      scene -> scene.servers().killElasticsearch(), scene -> scene.servers().startElasticsearch()),
  ELASTICSEARCH_PAUSED(
      scene -> scene.servers().pauseElasticsearch(),
      scene -> scene.servers().resumeElasticsearch()),
  ELASTICSEARCH_CUT(scene -> scene.toElasticsearch().cut(), scene -> {}),
  ELASTICSEARCH_CUT_WHILE_ASKED(
      scene -> scene.toElasticsearch().cutAfterAsked(scene.bytes()),
      scene -> scene.toElasticsearch().heal()),
  ELASTICSEARCH_CUT_WHILE_ANSWERING(
      scene -> scene.toElasticsearch().cutAfterAnswered(scene.bytes()),
      scene -> scene.toElasticsearch().heal()),
  ELASTICSEARCH_DELAYED(
      scene -> scene.toElasticsearch().delay(Duration.ofMillis(150)),
      scene -> scene.toElasticsearch().heal()),
  ELASTICSEARCH_REFUSES(
      scene -> scene.toElasticsearch().refuse(), scene -> scene.toElasticsearch().heal()),
  ELASTICSEARCH_SILENT(
      scene -> scene.toElasticsearch().fallSilent(), scene -> scene.toElasticsearch().heal()),
  /** What Elasticsearch itself does to all indices when the disk is all but full. */
  DISK_FULL(
      scene -> scene.block(it -> it.readOnlyAllowDelete(true)),
      scene -> scene.block(it -> it.readOnlyAllowDelete(false))),
  WRITES_BLOCKED(
      scene -> scene.block(it -> it.write(true)), scene -> scene.block(it -> it.write(false))),
  MYSQL_KILLED(scene -> scene.servers().killMysql(), scene -> scene.servers().startMysql()),
  MYSQL_PAUSED(scene -> scene.servers().pauseMysql(), scene -> scene.servers().resumeMysql()),
  MYSQL_CUT(scene -> scene.toMysql().cut(), scene -> {}),
  MYSQL_CUT_WHILE_ANSWERING(
      scene -> scene.toMysql().cutAfterAnswered(scene.bytes()), scene -> scene.toMysql().heal()),
  MYSQL_DELAYED(
      scene -> scene.toMysql().delay(Duration.ofMillis(150)), scene -> scene.toMysql().heal()),
  MYSQL_REFUSES(scene -> scene.toMysql().refuse(), scene -> scene.toMysql().heal()),
  MYSQL_SILENT(scene -> scene.toMysql().fallSilent(), scene -> scene.toMysql().heal());

  private final Step begin;
  private final Step end;

  @FunctionalInterface
  private interface Step {
    void take(Scene scene) throws Exception;
  }

  Fault(Step begin, Step end) {
    this.begin = begin;
    this.end = end;
  }

  void begin(Scene scene) throws Exception {
    begin.take(scene);
  }

  void end(Scene scene) throws Exception {
    end.take(scene);
  }

  /** Whether it shows only in connections that are cut, if there were any. */
  boolean isCut() {
    return name().contains("_CUT");
  }

  /** Whether only a command that reads MySQL can meet it, and only while it does. */
  boolean isOfMysql() {
    return name().startsWith("MYSQL_");
  }

  /** Whether MySQL's clients have to do without it meanwhile, those beside Saleslens too. */
  boolean isOfMysqlItself() {
    return this == MYSQL_KILLED || this == MYSQL_PAUSED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
