package io.aiarco.asc.oracles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ASC sends, shown by its golden files, is a request of the vendor's own SDK. */
class RequestOracleTest {
  /**
   * The SDKs' types lack {@code stream}, which is the method that is called; Anthropic's speaks
   * 2026-10-21, which has no sampling, and ASC's golden files are of 2023-06-01, which has.
   */
  @ParameterizedTest
  @CsvSource({
    "openai,     OPENAI_CHAT, stream",
    "compatible, OPENAI_CHAT, stream",
    "responses,  OPENAI_RESPONSES, stream",
    "anthropic,  ANTHROPIC,   stream temperature top_k top_p",
  })
  void everyRequestOfAscIsOneOfTheSdk(String folder, Vendor vendor, String lacks)
      throws IOException {
    Set<String> unknown = new TreeSet<>();
    for (Path file : Samples.goldens(folder, ".request.json")) {
      unknown.addAll(vendor.sdk().request(Files.readAllBytes(file)));
    }

    assertEquals(Set.of(lacks.split(" ")), unknown);
  }

  @Test
  void whatIsNoRequestOfTheSdkIsSeen() throws IOException {
    byte[] typo = "{\"messages\":[],\"model\":\"m\",\"temprature\":1}".getBytes(UTF_8);
    byte[] noMessages = "{\"model\":\"m\",\"max_tokens\":4}".getBytes(UTF_8);

    assertEquals(Set.of("temprature"), Vendor.OPENAI_CHAT.sdk().request(typo));
    for (Vendor vendor : List.of(Vendor.OPENAI_CHAT, Vendor.ANTHROPIC)) {
      assertThrows(RuntimeException.class, () -> vendor.sdk().request(noMessages));
    }
    byte[] noText = "{\"model\":\"m\",\"input\":4}".getBytes(UTF_8);
    assertThrows(RuntimeException.class, () -> Vendor.OPENAI_RESPONSES.sdk().request(noText));
  }
}
