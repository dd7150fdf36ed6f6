package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.wire.ClientEmbeddings;
import io.aiarco.asc.wire.openai.OpenAiEmbeddings.Flavour;
import io.aiarco.asc.wire.request.ClientObject;
import java.util.List;

/** Reads one request to embed. */
final class EmbeddingRequestReader {
  private EmbeddingRequestReader() {}

  static ClientEmbeddings read(Flavour flavour, byte[] bytes, int length) {
    ClientObject body = ClientObject.body(bytes, length);
    EmbeddingRequest.Builder request = EmbeddingRequest.builder();
    String model = body.requireText("model");
    body.make(() -> request.model(model));
    request.inputs(inputs(body));
    Long dimensions = body.whole(flavour.dimensionsField, 1, EmbeddingRequest.MOST_DIMENSIONS);
    if (dimensions != null) {
      request.dimensions(dimensions.intValue());
    }
    String user = body.text("user", ChatRequest.LONGEST_END_USER);
    if (user != null) {
      request.endUser(user);
    }
    boolean packed = "base64".equals(body.word("encoding_format", "float", "base64"));
    body.end("model, input, " + flavour.dimensionsField + ", user and encoding_format alone");
    return new ClientEmbeddings(request.build(), packed);
  }

  /** One text or a list of them; token ids are refused as what they are, numbers. */
  private static List<String> inputs(ClientObject body) {
    return body.hasText("input") ? List.of(body.requireText("input")) : body.texts("input");
  }
}
