package io.aiarco.asc.wire.reply;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.TokenLogprob;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code logprobs} of a choice: {@code {content:[{token,logprob,bytes,top_logprobs}],refusal}}. TGI
 * leaves out the bytes.
 */
public final class OpenAiLogprobs {
  private final List<Integer> bytes = new ArrayList<>(0);
  private final List<TokenLogprob> others = new ArrayList<>(0);
  private @Nullable String token;
  private double logprob = Double.NaN;

  private OpenAiLogprobs() {}

  /** What the value says; nothing when it is null, as it mostly is. */
  public static Logprobs read(JsonCursor value) throws IOException {
    if (!value.isObject()) {
      return Logprobs.NONE;
    }
    List<TokenLogprob> text = new ArrayList<>();
    List<TokenLogprob> refusal = new ArrayList<>(0);
    value.object(
        (name, list) -> {
          switch (name) {
            case "content" -> readTokens(list, text);
            case "refusal" -> readTokens(list, refusal);
            default -> {}
          }
        });
    return new Logprobs(text, refusal);
  }

  /** The tokens of a list, as Responses has them in a part of text. */
  public static List<TokenLogprob> tokens(JsonCursor list) throws IOException {
    List<TokenLogprob> tokens = new ArrayList<>();
    readTokens(list, tokens);
    return tokens;
  }

  /** One without a text or a finite figure is passed over. */
  private static void readTokens(JsonCursor list, List<TokenLogprob> to) throws IOException {
    to.clear();
    list.list(
        item -> {
          OpenAiLogprobs one = new OpenAiLogprobs();
          item.object(one::field);
          if (one.token != null && Double.isFinite(one.logprob)) {
            to.add(new TokenLogprob(one.token, one.logprob, one.bytes, one.others));
          }
        });
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "token" -> token = value.isText() ? Objects.requireNonNullElse(value.text(), "") : null;
      case "logprob" -> logprob = value.number(Double.NaN);
      case "bytes" -> {
        bytes.clear();
        value.list(item -> bytes.add((int) item.whole(0) & 0xFF));
      }
      case "top_logprobs" -> readTokens(value, others);
      default -> {}
    }
  }

  /** Writes the field; null when there is nothing to say. */
  public static void write(JsonGenerator json, Logprobs logprobs) throws IOException {
    if (logprobs.isEmpty()) {
      json.writeNullField("logprobs");
      return;
    }
    json.writeObjectFieldStart("logprobs");
    writeTokens(json, "content", logprobs.text());
    writeTokens(json, "refusal", logprobs.refusal());
    json.writeEndObject();
  }

  private static void writeTokens(JsonGenerator json, String field, List<TokenLogprob> tokens)
      throws IOException {
    if (tokens.isEmpty()) {
      json.writeNullField(field);
      return;
    }
    json.writeArrayFieldStart(field);
    for (TokenLogprob token : tokens) {
      json.writeStartObject();
      writeToken(json, token);
      json.writeArrayFieldStart("top_logprobs");
      for (TokenLogprob other : token.others()) {
        json.writeStartObject();
        writeToken(json, other);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeToken(JsonGenerator json, TokenLogprob token) throws IOException {
    RequestBody.text(json, "token", token.token());
    json.writeNumberField("logprob", token.logprob());
    if (token.bytes().isEmpty()) {
      json.writeNullField("bytes");
      return;
    }
    json.writeArrayFieldStart("bytes");
    for (int octet : token.bytes()) {
      json.writeNumber(octet);
    }
    json.writeEndArray();
  }
}
