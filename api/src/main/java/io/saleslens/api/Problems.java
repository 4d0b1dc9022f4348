package io.saleslens.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.MysqlException;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.thread.OutOfMemory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns exceptions into answers. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_SECONDS = "5";

  private Problems() {}

  static void register(JavalinConfig config) {
    config.routes.exception(Exception.class, Problems::answer);
    // Javalin has an answer of its own for these, which would win as the nearer class
    config.routes.exception(HttpResponseException.class, Problems::answer);
    config.router.javaLangErrorHandler((response, error) -> answer(error, response));
  }

  /** An error of the JVM, not of the request. */
  private static void answer(Error error, HttpServletResponse response) {
    OutOfMemory.endIf(error);
    LOG.error("A request failed", error);
    response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
  }

  private static void answer(Exception failure, Context ctx) {
    if (ctx.res().isCommitted()) {
      abort(failure, ctx);
      return;
    }
    Problem problem = problemOf(failure, ctx);
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
      ctx.header("Retry-After", RETRY_SECONDS);
    }
    ctx.status(problem.status()).contentType(Problem.CONTENT_TYPE).result(Json.bytes(problem));
  }

  /** A list that breaks off must not look as if it were complete, so its connection breaks too. */
  private static void abort(Exception failure, Context ctx) {
    LOG.warn("{} broke off: {}", RequestLog.pathOf(ctx), failure.toString());
    ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  private static Problem problemOf(Exception failure, Context ctx) {
    if (failure instanceof ApiException refused) {
      return problem(
          ctx, refused.status(), refused.code(), refused.getMessage(), refused.members());
    }
    if (failure instanceof HttpResponseException refused) {
      return routing(refused, ctx);
    }
    if (failure instanceof ElasticException elastic) {
      return elasticsearch(elastic, ctx);
    }
    if (failure instanceof MysqlException) {
      LOG.warn("{} failed: {}", RequestLog.pathOf(ctx), failure.getMessage());
      return unavailable(
          ctx, "mysql_unavailable", "MySQL does not answer. GET /health/ready says more.");
    }
    if (failure instanceof SettingsException) {
      LOG.error("{} failed: {}", RequestLog.pathOf(ctx), failure.getMessage());
      return unavailable(
          ctx, "elasticsearch_refused", "Elasticsearch does not accept this server's credentials.");
    }
    if (failure instanceof IOException) {
      // of the caller's connection, as the servers have exceptions of their own
      LOG.warn("{} broke off: {}", RequestLog.pathOf(ctx), failure.toString());
      ApiException broken = ApiException.incompleteBody();
      return problem(ctx, broken.status(), broken.code(), broken.getMessage(), broken.members());
    }
    return internal(failure, ctx);
  }

  private static Problem routing(HttpResponseException refused, Context ctx) {
    if (refused instanceof MethodNotAllowedResponse) {
      List<String> allowed = allowedMethods(refused);
      ctx.header("Allow", String.join(", ", allowed));
      return problem(
          ctx,
          refused.getStatus(),
          "method_not_allowed",
          "Only %s is answered here.".formatted(withoutHead(allowed)),
          Map.of());
    }
    if (refused.getStatus() == HttpStatus.NOT_FOUND.getCode()) {
      return problem(
          ctx,
          refused.getStatus(),
          "unknown_route",
          "There is nothing at %s.".formatted(ctx.path()),
          Map.of());
    }
    return problem(ctx, refused.getStatus(), "bad_request", refused.getMessage(), Map.of());
  }

  /** Javalin tells them in a member whose name depends on what the client accepts. */
  private static List<String> allowedMethods(HttpResponseException refused) {
    return refused.getDetails().values().stream()
        .flatMap(it -> Stream.of(it.split(", ")))
        .sorted()
        .toList();
  }

  private static String withoutHead(List<String> methods) {
    return methods.stream().filter(it -> !it.equals("HEAD")).collect(Collectors.joining(" or "));
  }

  private static Problem elasticsearch(ElasticException failure, Context ctx) {
    if (failure.status() == HttpStatus.NOT_FOUND.getCode()) {
      LOG.warn("{} failed: {}", RequestLog.pathOf(ctx), failure.getMessage());
      return unavailable(
          ctx,
          "not_initialized",
          "An index is missing in Elasticsearch. Run ./saleslens init, then load data.");
    }
    if (failure.status() == ElasticException.NO_ANSWER
        || failure.status() == HttpStatus.TOO_MANY_REQUESTS.getCode()
        || failure.status() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
      LOG.warn("{} failed: {}", RequestLog.pathOf(ctx), failure.getMessage());
      return unavailable(
          ctx,
          "elasticsearch_unavailable",
          "Elasticsearch does not answer. GET /health/ready says more.");
    }
    return internal(failure, ctx);
  }

  private static Problem unavailable(Context ctx, String code, String detail) {
    return problem(ctx, HttpStatus.SERVICE_UNAVAILABLE.getCode(), code, detail, Map.of());
  }

  private static Problem internal(Exception failure, Context ctx) {
    OutOfMemory.endIf(failure);
    LOG.error("{} failed", RequestLog.pathOf(ctx), failure);
    return problem(
        ctx,
        HttpStatus.INTERNAL_SERVER_ERROR.getCode(),
        "internal",
        "This is an error of the server; its log has it under the request_id.",
        Map.of());
  }

  private static Problem problem(
      Context ctx, int status, String code, String detail, Map<String, Object> members) {
    return new Problem(
        status,
        HttpStatus.forStatus(status).getMessage(),
        code,
        detail,
        RequestLog.idOf(ctx),
        members);
  }
}
