package io.saleslens.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;

/** Who is asking, and what a page must know to show days and money. */
public final class MeResource implements Resource {
  private final ZoneId zone;
  private final Currency currency;

  /**
   * @param zone of the business day
   * @param currency whose minor units all money is in
   */
  public MeResource(ZoneId zone, Currency currency) {
    this.zone = zone;
    this.currency = currency;
  }

  /**
   * @param name of the caller's token; null where no tokens are set
   * @param minorDigits decimals of the currency: money is answered in units of the last one
   * @param version of this build; null if it was not packaged
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Me(
      Optional<String> name,
      String role,
      String zone,
      String currency,
      int minorDigits,
      Optional<String> version) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.get(routes, Role.READER, "/api/v1/me", this::answer);
  }

  private void answer(Context ctx) {
    Parameters.ofNone(ctx);
    Optional<ApiToken> caller = Guard.caller(ctx);
    // without tokens everybody who reaches this may do everything
    Role role = caller.map(ApiToken::role).orElse(Role.OPERATOR);
    Answers.json(
        ctx,
        new Me(
            caller.map(ApiToken::name),
            role.toString(),
            zone.getId(),
            currency.getCurrencyCode(),
            currency.getDefaultFractionDigits(),
            Optional.ofNullable(MeResource.class.getPackage().getImplementationVersion())));
  }
}
