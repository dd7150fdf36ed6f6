package io.aiarco.asc.provider.http;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.simulator.Dialect;

class TgiProviderTest extends HttpProviderContract {
  TgiProviderTest() {
    super(ProviderKind.TGI, Dialect.TGI);
  }

  /** It says "overloaded" with every 429, and knows no quota. */
  @Override
  FailureClass told(FailureClass usual) {
    return switch (usual) {
      case RATE_LIMITED, QUOTA -> FailureClass.OVERLOADED;
      default -> usual;
    };
  }
}
