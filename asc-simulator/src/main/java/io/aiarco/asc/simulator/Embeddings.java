package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.ReceivedRequest.Turn;
import io.aiarco.asc.simulator.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Embeddings as OpenAI and those after it tell them (API reference, Create embeddings): numbers, or
 * 32-bit floats in little-endian order as base64.
 *
 * <p>A reply that scripts no vectors gets one from each text: the same for the same text, another
 * for another, of {@value #DEFAULT_DIMENSIONS} numbers unless the request says how many.
 */
final class Embeddings {

  private static final int DEFAULT_DIMENSIONS = 8;
  private static final int MOST_DIMENSIONS = 4096;
  private static final int MOST_INPUTS = 2048;
  private static final String BASE64 = "base64";

  private Embeddings() {}

  /**
   * Reads a request.
   *
   * @param deployment the model named by the path; empty where the body names it
   */
  static ReceivedRequest read(long number, Dialect dialect, byte[] body, String deployment)
      throws RefusedRequest {
    RequestFields fields = RequestFields.read(body);
    String encoding = fields.has("encoding_format") ? fields.text("encoding_format") : "float";
    if (!Set.of("float", BASE64).contains(encoding)) {
      throw fields.wrong("encoding_format", "float or base64");
    }
    OptionalLong dimensions = fields.count("dimensions", 1);
    if (dimensions.orElse(1) > MOST_DIMENSIONS) {
      throw fields.wrong("dimensions", "an integer from 1 to " + MOST_DIMENSIONS);
    }
    String model = deployment.isEmpty() ? fields.text("model") : deployment;
    return ReceivedRequest.builder(number, dialect, model)
        .kind(ReceivedRequest.Kind.EMBEDDINGS)
        .turns(inputs(fields))
        .dimensions(dimensions)
        .include(encoding.equals(BASE64) ? List.of(BASE64) : List.of())
        .build();
  }

  /** The whole answer; embeddings have no stream. */
  static byte[] whole(Script script) {
    List<Turn> inputs = script.request().turns();
    int dimensions = (int) script.request().dimensions().orElse(DEFAULT_DIMENSIONS);
    List<JsonObject> data = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      float[] vector =
          i < script.vectors().size()
              ? script.vectors().get(i)
              : vectorOf(inputs.get(i).text(), dimensions);
      data.add(
          JsonObject.create()
              .with("object", "embedding")
              .with("index", i)
              .withJson("embedding", json(vector, script.request().include().contains(BASE64))));
    }
    JsonObject list =
        JsonObject.create().with("object", "list").with("data", data).with("model", script.model());
    script
        .usage()
        .ifPresent(
            usage ->
                list.with(
                    "usage",
                    JsonObject.create()
                        .with("prompt_tokens", usage.inputTotal())
                        .with("total_tokens", usage.inputTotal())));
    return list.utf8();
  }

  private static List<Turn> inputs(RequestFields fields) throws RefusedRequest {
    List<String> texts =
        fields.isText("input") ? List.of(fields.text("input")) : fields.texts("input");
    if (texts.isEmpty() || texts.size() > MOST_INPUTS) {
      throw fields.wrong("input", "a string, or an array of 1 to " + MOST_INPUTS + " strings");
    }
    return texts.stream().map(text -> new Turn("user", text)).toList();
  }

  /** Multiples of 1/128 between -1 and 1: exact as floats, and short as decimals. */
  private static float[] vectorOf(String text, int dimensions) {
    SplittableRandom random = new SplittableRandom(text.hashCode());
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = random.nextInt(-128, 129) / 128f;
    }
    return vector;
  }

  private static String json(float[] vector, boolean packed) {
    if (packed) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
      for (float number : vector) {
        bytes.putFloat(number);
      }
      return JsonObject.quote(Base64.getEncoder().encodeToString(bytes.array()));
    }
    List<String> numbers = new ArrayList<>(vector.length);
    for (float number : vector) {
      numbers.add(Float.toString(number));
    }
    return "[" + String.join(",", numbers) + "]";
  }
}
