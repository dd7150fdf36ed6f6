package io.aiarco.asc.audit.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymFilesTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId BETA = new TenantId("beta");

  @TempDir private Path keys;

  @Test
  void thePersonOfOneTenantIsAnotherPersonOfTheNext() {
    PseudonymFiles files = new PseudonymFiles(keys);

    assertNotEquals(name(files, ACME), name(files, BETA));
    assertEquals(name(files, ACME), name(new PseudonymFiles(keys), ACME));
  }

  @Test
  void rotatingChangesTheNameAndBothAreFound() {
    PseudonymFiles files = new PseudonymFiles(keys);
    String before = name(files, ACME);

    int epoch = files.rotate(ACME);

    String after = name(files, ACME);
    assertEquals(2, epoch);
    assertTrue(before.startsWith("hmac:1:") && after.startsWith("hmac:2:"), after);
    assertNotEquals(before.substring(7), after.substring(7));
    assertEquals(List.of(before, after), files.lookUp(ACME, Pseudonyms.SUBJECT, "patient 7"));
  }

  @Test
  void aDestroyedEpochNamesNobodyAndItsKeyIsNowhere() throws IOException {
    PseudonymFiles files = new PseudonymFiles(keys);
    String before = name(files, ACME);
    Path first = keys.resolve("pseudonyms/acme/1.key");
    files.rotate(ACME);

    assertTrue(files.destroy(ACME, 1));
    assertFalse(files.destroy(ACME, 1), "it had been done");

    assertFalse(Files.exists(first));
    assertFalse(files.lookUp(ACME, Pseudonyms.SUBJECT, "patient 7").contains(before));
  }

  @Test
  void theKeyInForceIsNotDestroyed() {
    PseudonymFiles files = new PseudonymFiles(keys);
    name(files, ACME);

    assertThrows(IllegalArgumentException.class, () -> files.destroy(ACME, 1));
    assertThrows(IllegalArgumentException.class, () -> files.destroy(ACME, 7));
    assertThrows(IllegalArgumentException.class, () -> files.destroy(ACME, 0));
  }

  private static String name(PseudonymFiles files, TenantId tenant) {
    return files.of(tenant).of(Pseudonyms.SUBJECT, "patient 7");
  }
}
