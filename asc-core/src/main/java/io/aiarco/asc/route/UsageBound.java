package io.aiarco.asc.route;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;

/**
 * The most tokens a request can use. Sound for byte-level tokenizers, whose tokens are at least one
 * byte of UTF-8: input tokens ≤ bytes of everything sent + an allowance for the chat template.
 * Output is what the provider is told as its ceiling.
 */
public final class UsageBound {
  /** Template tokens around one message or tool: role markers, separators, field names. */
  private static final int PER_ITEM = 32;

  /**
   * Template tokens of the whole, and a provider's hidden preamble for tool use (about 350 with
   * Anthropic).
   */
  private static final int PER_REQUEST = 512;

  private static final Content.Visitor<Long> BYTES =
      new Content.Visitor<>() {
        @Override
        public Long text(Content.Text text) {
          return utf8Length(text.text());
        }

        @Override
        public Long toolUse(Content.ToolUse use) {
          return utf8Length(use.call().id())
              + utf8Length(use.call().name())
              + utf8Length(use.call().arguments().text());
        }

        @Override
        public Long toolResult(Content.ToolResult result) {
          return utf8Length(result.callId()) + utf8Length(result.text());
        }

        @Override
        public Long other(Content content) {
          throw new InvalidRequestException(
              "content: "
                  + content.getClass().getSimpleName()
                  + " has no usage bound (expected: text, tool use or tool result)");
        }
      };

  private UsageBound() {}

  /**
   * The bound of {@code request} at an endpoint with {@code capabilities}.
   *
   * @throws InvalidRequestException as {@link #inputTokens}
   */
  public static Usage of(ChatRequest request, Capabilities capabilities) {
    return of(inputTokens(request), request, capabilities);
  }

  /** The same, when the bound of the input is known: counting it reads all of the request. */
  public static Usage of(long inputTokens, ChatRequest request, Capabilities capabilities) {
    return Usage.of(inputTokens, maxOutputTokens(request, capabilities), UsageSource.ESTIMATED);
  }

  /**
   * The bound of the input, the same at every endpoint.
   *
   * @throws InvalidRequestException when a piece of content is of a kind that has no bound
   */
  public static long inputTokens(ChatRequest request) {
    long input = PER_REQUEST;
    for (Message message : request.messages()) {
      input += PER_ITEM;
      for (Content piece : message.content()) {
        input += PER_ITEM + piece.accept(BYTES);
      }
    }
    for (Tool tool : request.tools()) {
      input += PER_ITEM + utf8Length(tool.name()) + utf8Length(tool.description());
      input += utf8Length(tool.inputSchema().text());
    }
    return input;
  }

  /** What the provider is told as its ceiling: what was asked for, at most what it can. */
  public static int maxOutputTokens(ChatRequest request, Capabilities capabilities) {
    return Math.min(
        request.maxOutputTokens().orElse(capabilities.maxOutputTokens()),
        capabilities.maxOutputTokens());
  }

  /** Bytes of UTF-8; half a character counts as the U+FFFD that is sent in its place. */
  private static long utf8Length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return length;
  }
}
