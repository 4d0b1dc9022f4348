package io.saleslens.fraud;

import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.settings.SettingsException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What failed while days were computed, so that it fails them alone. A server that fails is no
 * fault of a day and ends all.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final List<FailedDay> days = new ArrayList<>();
  private final NavigableSet<LocalDate> origins = new TreeSet<>();

  /** A step of computing a day. */
  @FunctionalInterface
  interface Step<T> {
    T take() throws InterruptedException;
  }

  /**
   * Takes a step.
   *
   * @param day which it is of
   * @param origin the day which, when dirty, makes a refresh take the step again
   * @return empty if the day fails
   */
  <T> Optional<T> attempt(LocalDate day, LocalDate origin, Step<T> step)
      throws InterruptedException {
    try {
      return Optional.of(step.take());
    } catch (ElasticException | SettingsException | CompletionException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} could not be computed and stays dirty", day, e);
      days.add(new FailedDay(day, reason(e)));
      origins.add(origin);
      return Optional.empty();
    }
  }

  private static String reason(RuntimeException failure) {
    String message = failure.getMessage();
    String what =
        failure instanceof ArithmeticException
            ? "its amounts add up to more than can be counted"
            : failure.getClass().getSimpleName();
    return message == null
        ? what
        : CardMask.mask(what + ": " + message.lines().findFirst().orElse(""));
  }

  /** In the order in which they failed. */
  List<FailedDay> days() {
    return List.copyOf(days);
  }

  /** The days that must stay dirty, or become so, for a refresh to compute these again. */
  NavigableSet<LocalDate> origins() {
    return origins;
  }
}
