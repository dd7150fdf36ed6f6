package io.aiarco.asc.budget.prices;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the bundled book once, when it is first asked for. */
final class BundledPrices {
  static final PriceTable TABLE = read("prices-2026-11.json");

  private BundledPrices() {}

  private static PriceTable read(String name) {
    try (InputStream in = BundledPrices.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + ": not in the library's jar");
      }
      return PriceFile.read(in, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
