package io.aiarco.asc.wire.request;

import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.json.CompactJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what OpenAI's protocols say alike of functions. */
public final class ClientTools {
  /** What they take a function without parameters for. */
  private static final Json NO_PARAMETERS = Json.of("{\"type\":\"object\",\"properties\":{}}");

  private ClientTools() {}

  /**
   * Takes {@code name}, {@code description} and {@code parameters}.
   *
   * @param extras what is left of it after that
   */
  public static Tool function(ClientObject in, Supplier<@Nullable WireExtras> extras) {
    String name = in.requireText("name");
    String description = in.text("description");
    Json parameters = in.json("parameters");
    return in.make(
        () ->
            new Tool(
                name,
                description == null ? "" : description,
                parameters == null ? NO_PARAMETERS : parameters,
                extras.get()));
  }

  /** Takes {@code arguments}, JSON as text; many clients say nothing where there are none. */
  public static Json arguments(ClientObject in) {
    String text = in.text("arguments");
    String given = text == null || text.isBlank() ? "{}" : text;
    return CompactJson.object(given)
        .map(Json::of)
        .orElseThrow(
            () ->
                in.refusal("arguments", given.length() + " characters", "a JSON object, as text"));
  }

  /**
   * The choice in {@code tool_choice}: a word, a function, or a subset of them.
   *
   * @param words those it may be; "any" is Mistral's for "required"
   * @param function where a function's name stands in the object that names it
   * @param subset where mode and tools stand in the choice of a subset
   */
  public static ToolChoice choice(
      ClientObject request,
      List<String> words,
      UnaryOperator<ClientObject> function,
      UnaryOperator<ClientObject> subset) {
    if (!request.has("tool_choice")) {
      return ToolChoice.AUTO;
    }
    if (request.hasText("tool_choice")) {
      String word = request.word("tool_choice", words.toArray(String[]::new));
      return switch (request.present("tool_choice", word, "a choice")) {
        case "none" -> ToolChoice.NONE;
        case "required", "any" -> ToolChoice.REQUIRED;
        default -> ToolChoice.AUTO;
      };
    }
    ClientObject choice = request.requireObject("tool_choice");
    ToolChoice read =
        choice.says("type", "allowed_tools")
            ? subset(subset.apply(choice), function)
            : ToolChoice.named(name(choice, function));
    choice.text("type");
    choice.end("a function, or allowed_tools");
    return read;
  }

  private static ToolChoice subset(ClientObject allowed, UnaryOperator<ClientObject> function) {
    String mode = allowed.present("mode", allowed.word("mode", "auto", "required"), "a mode");
    List<String> names = new ArrayList<>();
    for (ClientObject tool : allowed.objects("tools")) {
      names.add(name(tool, function));
      tool.end("a function");
    }
    return allowed.make(() -> new ToolChoice.Subset(names, mode.equals("required")));
  }

  private static String name(ClientObject of, UnaryOperator<ClientObject> function) {
    of.present("type", of.word("type", "function"), "function");
    return function.apply(of).requireText("name");
  }
}
