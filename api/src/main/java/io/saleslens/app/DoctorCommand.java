package io.saleslens.app;

import io.saleslens.app.doctor.Doctor;
import io.saleslens.app.doctor.DoctorReport;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = {
      "Looks at settings, servers, accounts, table, indices and clocks, and says how to mend what it finds.",
      "Changes nothing. Exit code 3 if there is something to mend, 1 if a server cannot be asked."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws InterruptedException {
    try (Doctor doctor = new Doctor(common.settings(), Clock.systemUTC())) {
      DoctorReport report = doctor.examine();
      common.output().result(report, report.text());
      if (report.isWell()) {
        return Main.DONE;
      }
      return report.reachable() ? Main.DONE_WITH_FINDINGS : Main.FAILED;
    }
  }
}
