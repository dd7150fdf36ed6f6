package io.aiarco.asc.wire.request;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads fields that all dialects have alike; what {@link SharedFields} writes. */
public final class ClientSettings {
  private static final String[] EFFORTS =
      Stream.of(ReasoningEffort.values()).map(ReasoningEffort::key).toArray(String[]::new);

  private ClientSettings() {}

  /** {@code model}, as the client names it; returns it too. */
  public static String model(ClientObject body, ChatRequest.Builder to) {
    String model = body.requireText("model");
    body.make(() -> to.model(model));
    return model;
  }

  /** {@code temperature}, up to {@code hottest}, and {@code top_p}. */
  public static void sampling(ClientObject body, ChatRequest.Builder to, int hottest) {
    Double temperature = body.number("temperature", 0, hottest);
    if (temperature != null) {
      to.temperature(temperature);
    }
    Double topP = body.number("top_p", 0, 1);
    if (topP != null) {
      to.topP(topP);
    }
  }

  /** A text that ends the reply, or a list of them. */
  public static void stops(ClientObject body, String field, ChatRequest.Builder to) {
    List<String> stops = body.hasText(field) ? List.of(body.requireText(field)) : body.texts(field);
    for (String stop : stops) {
      if (stop.isEmpty()) {
        throw body.refusal(field, "an empty text", ">= 1 character each");
      }
      to.stopSequence(stop);
    }
  }

  /** How much to think, in the words all dialects share. */
  public static void effort(ClientObject in, String field, ChatRequest.Builder to) {
    String effort = in.word(field, EFFORTS);
    if (effort != null) {
      to.reasoningEffort(ReasoningEffort.valueOf(effort.toUpperCase(Locale.ROOT)));
    }
  }

  /**
   * The response format in {@code format}.
   *
   * @param schema where name and schema stand in it
   */
  public static ResponseFormat format(
      ClientObject format, UnaryOperator<ClientObject> schema, String dialect) {
    String type =
        format.present("type", format.word("type", "text", "json_object", "json_schema"), "a type");
    ResponseFormat read =
        switch (type) {
          case "json_schema" -> schema(schema.apply(format), dialect);
          case "json_object" -> ResponseFormat.JSON_OBJECT;
          default -> ResponseFormat.TEXT;
        };
    format.end("type, and a schema with json_schema");
    return read;
  }

  private static ResponseFormat schema(ClientObject in, String dialect) {
    String name = in.requireText("name");
    Json schema = in.present("schema", in.json("schema"), "a JSON Schema");
    boolean strict = Boolean.TRUE.equals(in.flag("strict"));
    return in.make(
        () -> new ResponseFormat.JsonSchema(name, schema, strict, in.takeExtras(dialect)));
  }

  /** Who asks, under the name that OpenAI's protocols have for it now, or had. */
  public static void endUser(ClientObject body, ChatRequest.Builder to) {
    String user =
        same(
            body,
            "safety_identifier",
            body.text("safety_identifier", ChatRequest.LONGEST_END_USER),
            body.text("user", ChatRequest.LONGEST_END_USER));
    if (user != null) {
      to.endUser(user);
    }
  }

  /** {@code prompt_cache_key}. */
  public static void cacheKey(ClientObject body, ChatRequest.Builder to) {
    String cacheKey = body.text("prompt_cache_key", ChatRequest.LONGEST_CACHE_KEY);
    if (cacheKey != null) {
      to.cacheKey(cacheKey);
    }
  }

  /** The value of a field that has two names, of which clients send either or both. */
  public static <T> @Nullable T same(
      ClientObject body, String field, @Nullable T one, @Nullable T other) {
    if (one != null && other != null && !one.equals(other)) {
      throw body.refusal(field, "differs from its older name", "one of both, or both alike");
    }
    return one == null ? other : one;
  }

  /**
   * What nobody took of the body: options of {@code dialect}.
   *
   * @param reserved as of {@link ProviderOptions#write}
   * @throws InvalidRequestException when one of them is reserved
   */
  public static void options(
      ClientObject body, ChatRequest.Builder to, String dialect, Collection<String> reserved) {
    body.refuse(reserved, "a field that ASC does not decide");
    WireExtras rest = body.extras(dialect);
    if (rest != null) {
      to.providerOptions(dialect, rest.fields());
    }
  }
}
