package io.saleslens.app.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.saleslens.app.doctor.Finding.Level;
import io.saleslens.indexer.settings.Shown;
import java.util.List;
import java.util.Locale;

/**
 * What was found.
 *
 * @param findings in the order in which things were looked at
 * @param reachable whether all servers could be asked
 */
public record DoctorReport(List<Finding> findings, boolean reachable) {
  public DoctorReport {
    findings = List.copyOf(findings);
  }

  /** Whether there is nothing to mend. */
  @JsonIgnore
  public boolean isWell() {
    return reachable && findings.stream().allMatch(it -> it.level() == Level.OK);
  }

  /** For people: a line for each finding, and one below it that says what to do. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Finding it : findings) {
      text.append(
          String.format(
              Locale.ROOT, "%-4s  %-16s  %s%n", it.level(), it.check(), Shown.line(it.found())));
      if (it.mend() != null) {
        text.append(" ".repeat(24))
            .append("→ ")
            .append(Shown.line(it.mend()))
            .append(System.lineSeparator());
      }
    }
    return text.append(summary()).toString();
  }

  private String summary() {
    return isWell()
        ? "Everything is well."
        : "%d to mend, %d to look at.".formatted(count(Level.FAIL), count(Level.WARN));
  }

  private long count(Level level) {
    return findings.stream().filter(it -> it.level() == level).count();
  }
}
