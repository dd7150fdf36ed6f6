package io.aiarco.asc.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.call.IdempotencyKey;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.UnauthenticatedException;
import io.aiarco.asc.json.Json;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What might be logged by accident shows no key, no person and no content. */
class NothingShowsSecretsTest {
  private static final String HIDDEN = "hunter2-of-alice";
  private static final CredentialRef REF = new CredentialRef("openai", 1);

  @Test
  void noTextOfASecretPersonOrContentShowsIt() {
    ChatRequest request = ChatRequest.builder().model("support").user(HIDDEN).build();

    for (Object object :
        List.of(
            Secret.of(REF, HIDDEN.toCharArray()),
            CallerCredential.apiKey(HIDDEN),
            new Principal(HIDDEN),
            new IdempotencyKey(HIDDEN),
            Json.of(HIDDEN),
            request,
            request.messages(),
            new Content.ToolResult("id", HIDDEN, false),
            new Content.ToolUse(new ToolCall("id", "find", Json.of(HIDDEN))),
            new Content.Unknown("openai", Json.of(HIDDEN)),
            new Content.Image(MediaSource.of(URI.create("https://x.example/" + HIDDEN))),
            new Content.Document(MediaSource.of("text/plain", HIDDEN.getBytes(UTF_8)), HIDDEN),
            new Content.Reasoning(HIDDEN, new ProviderState("d", "m", Json.of(HIDDEN))),
            ChatRequest.builder().model("m").user("x").endUser(HIDDEN).build(),
            new StreamEvent.TextDelta(HIDDEN),
            new StreamEvent.ReasoningDelta(HIDDEN),
            new StreamEvent.RefusalDelta(HIDDEN),
            new StreamEvent.ToolCallDelta(0, "find", HIDDEN))) {
      assertFalse(object.toString().contains(HIDDEN), object.getClass()::getName);
    }
  }

  @Test
  void aClosedSecretIsGone() {
    Secret secret = Secret.of(REF, HIDDEN.toCharArray());
    assertEquals(HIDDEN, secret.reveal(SecretAccess.get()));

    secret.close();
    secret.close();

    assertThrows(IllegalStateException.class, () -> secret.reveal(SecretAccess.get()));
  }

  @Test
  void aSecretKeepsItsOwnCopy() {
    char[] characters = HIDDEN.toCharArray();
    Secret secret = Secret.of(REF, characters);

    java.util.Arrays.fill(characters, 'x');

    assertEquals(HIDDEN, secret.reveal(SecretAccess.get()));
  }

  @Test
  void whatIsNoSecretIsRefusedWithoutShowingIt() {
    for (String bad : List.of("", "two words", "line\n", "ümlaut")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Secret.of(REF, bad.toCharArray()));
      assertFalse(!bad.isEmpty() && refused.getMessage().contains(bad));
    }
    assertThrows(UnauthenticatedException.class, () -> CallerCredential.apiKey(null));
    assertThrows(UnauthenticatedException.class, () -> CallerCredential.apiKey(" "));
  }

  @Test
  void replacingACredentialMakesItsNextVersionAndKeepsTheOldReadable() {
    InMemoryCredentials credentials = new InMemoryCredentials();
    Secret first = credentials.put("openai", "one".toCharArray()).current("openai");

    Secret second = credentials.put("openai", "two".toCharArray()).current("openai");

    assertEquals(new CredentialRef("openai", 2), second.ref());
    assertEquals("one", first.reveal(SecretAccess.get()));
    assertThrows(CredentialUnavailableException.class, () -> credentials.current("other"));
  }
}
