package io.saleslens.sandbox;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests real servers, as a parameter of the test or of a method that runs before each: {@link
 * TestServers} for both, {@link TestMysql} or {@link TestElasticsearch} for one, {@link
 * TestSecuredServers} for both with security on, which are always a sandbox. Each test gets a
 * schema and a prefix of index names for itself, which are removed after it; as a parameter of a
 * method that runs once before all, they are those of the whole class.
 *
 * <p>The servers are started when the first test asks for them and serve all tests of the JVM; in a
 * build by Maven, those of the modules after it too ({@link BuildServers}). By default they are a
 * {@link Sandbox}; system properties name others:
 *
 * <ul>
 *   <li>{@code saleslens.test.mysql}: a JDBC URL ({@code jdbc:mysql://host:port/}), with the
 *       account in its parameters {@code user} and {@code password} or in the properties {@code
 *       saleslens.test.mysql.user} and {@code saleslens.test.mysql.password}. The account must be
 *       allowed to create schemas.
 *   <li>{@code saleslens.test.elasticsearch}: the {@code http://} URL of an Elasticsearch without
 *       security, or {@code docker:<version>} to run that version with Testcontainers.
 * </ul>
 *
 * <p>A module that uses this class declares, in test scope, saleslens-sandbox as a jar and as a
 * test-jar, and junit-jupiter-api. It declares testcontainers-elasticsearch as well if its tests
 * shall run with {@code docker:<version>}; nothing else needs it.
 */
public final class SandboxExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

  private static final Map<Class<?>, Function<ExtensionContext, Object>> PARAMETERS =
      Map.of(
          TestServers.class, SandboxExtension::both,
          TestMysql.class, SandboxExtension::mysql,
          TestElasticsearch.class, SandboxExtension::elasticsearch,
          TestSecuredServers.class, SandboxExtension::secured);

  /** Made by JUnit. */
  public SandboxExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.get(parameter.getParameter().getType()).apply(context);
  }

  private static TestServers both(ExtensionContext context) {
    // side by side, as both take some seconds when they are not running yet
    CompletableFuture<MysqlUnderTest> mysql =
        CompletableFuture.supplyAsync(() -> mysqlServer(context));
    elasticsearchServer(context);
    mysql.join();
    return TestServers.of(mysql(context), elasticsearch(context));
  }

  private static TestMysql mysql(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            TestSchema.class, key -> mysqlServer(context).newSchema(), TestSchema.class)
        .mysql();
  }

  private static TestElasticsearch elasticsearch(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            TestPrefix.class, key -> elasticsearchServer(context).newPrefix(), TestPrefix.class)
        .elasticsearch();
  }

  private static TestSecuredServers secured(ExtensionContext context) {
    SecuredServersUnderTest servers =
        jvmStore(context)
            .computeIfAbsent(
                SecuredServersUnderTest.class,
                key -> new SecuredServersUnderTest(),
                SecuredServersUnderTest.class);
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            SecuredServersUnderTest.Loan.class,
            key -> servers.lend(),
            SecuredServersUnderTest.Loan.class)
        .servers();
  }

  private static MysqlUnderTest mysqlServer(ExtensionContext context) {
    return jvmStore(context)
        .computeIfAbsent(MysqlUnderTest.class, key -> MysqlUnderTest.start(), MysqlUnderTest.class);
  }

  private static ElasticsearchUnderTest elasticsearchServer(ExtensionContext context) {
    return jvmStore(context)
        .computeIfAbsent(
            ElasticsearchUnderTest.class,
            key -> ElasticsearchUnderTest.start(),
            ElasticsearchUnderTest.class);
  }

  /** What is closed when all tests of the JVM have run. */
  private static Store jvmStore(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }
}
