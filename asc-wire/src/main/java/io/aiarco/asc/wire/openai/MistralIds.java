package io.aiarco.asc.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ids of tool calls for Mistral, which takes nine letters and digits and nothing else (its error
 * 3280, nearai/ironclaw#1241). An id that is so stays; any other becomes nine characters of its
 * SHA-256, or of a further one where two ids of the request would become the same. So a call and
 * its result still bear one id, and the next turn sends the same.
 *
 * <p>Nothing has to be turned back: replies name calls of their own only, whose ids Mistral chose,
 * and callers keep the ids they have. Immutable.
 */
final class MistralIds {
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9]{9}");
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 9;

  private final Map<String, String> sent;

  private MistralIds(Map<String, String> sent) {
    this.sent = sent;
  }

  /** The ids of one request. */
  static MistralIds of(ChatRequest request) {
    List<String> others = new ArrayList<>();
    Map<String, String> sent = new HashMap<>();
    for (Message message : request.messages()) {
      for (Content content : message.content()) {
        String id =
            content instanceof Content.ToolUse use
                ? use.call().id()
                : content instanceof Content.ToolResult result ? result.callId() : null;
        if (id != null && VALID.matcher(id).matches()) {
          sent.put(id, id);
        } else if (id != null) {
          others.add(id);
        }
      }
    }
    Set<String> taken = new HashSet<>(sent.values());
    for (String id : others) {
      if (!sent.containsKey(id)) {
        sent.put(id, free(id, taken));
      }
    }
    return new MistralIds(sent);
  }

  /** What stands for {@code id}, an id of the request. */
  String of(String id) {
    return sent.getOrDefault(id, id);
  }

  private static String free(String id, Set<String> taken) {
    String nine = nine(id);
    for (int turn = 1; !taken.add(nine); turn++) {
      nine = nine(id + '\u0000' + turn);
    }
    return nine;
  }

  static String nine(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      BigInteger rest = new BigInteger(1, hash);
      StringBuilder nine = new StringBuilder(LENGTH);
      while (nine.length() < LENGTH) {
        BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
        nine.append(DIGITS.charAt(parts[1].intValue()));
        rest = parts[0];
      }
      return nine.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
