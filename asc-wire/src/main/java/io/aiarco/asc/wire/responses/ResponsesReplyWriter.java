package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.WordlessRefusal;
import io.aiarco.asc.wire.responses.ServedItem.Kind;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole response. It has one choice: of others nothing is told. */
final class ResponsesReplyWriter {
  private ResponsesReplyWriter() {}

  static byte[] body(ReplyHead head, Reply reply) {
    List<ServedItem> output = output(head.id(), reply);
    boolean worded = !reply.refusal().isEmpty();
    ServedResponse response =
        ServedResponse.ended(WordlessRefusal.told(reply.finishReason(), worded));
    return RequestBody.of(json -> response.write(json, head, output, reply.usage()));
  }

  private static List<ServedItem> output(String id, Reply reply) {
    List<ServedItem> output = new ArrayList<>();
    if (!reply.reasoning().isEmpty() && !isSealed(reply)) {
      output.add(ServedItem.of(Kind.REASONING, id, output.size(), reply.reasoning()));
    }
    for (Content piece : reply.content()) {
      if (piece instanceof Content.Text text) {
        output.add(ServedItem.of(Kind.TEXT, id, output.size(), text.text()));
      } else if (piece instanceof Content.ToolUse use) {
        output.add(ServedItem.of(use.call(), id, output.size()));
      }
      String seal = ReasoningSeal.marked(piece);
      if (seal != null) {
        String shown = ((Content.Reasoning) piece).text();
        output.add(ServedItem.of(Kind.REASONING, id, output.size(), shown).sealed(seal));
      }
    }
    if (!reply.refusal().isEmpty()) {
      output.add(ServedItem.of(Kind.REFUSAL, id, output.size(), reply.refusal()));
    }
    return output;
  }

  /** Whether its reasoning goes out in the items it came in, to be sent back. */
  private static boolean isSealed(Reply reply) {
    return reply.content().stream().anyMatch(piece -> ReasoningSeal.marked(piece) != null);
  }
}
