package io.aiarco.asc.simulator;

import java.util.List;
import java.util.Locale;

/** Short texts on the subjects demonstrations ask about. */
final class HelpfulText {

  private record Subject(String word, String answer) {}

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject(
              "parcel",
              "Your parcel left the depot in Lyon this morning and arrives tomorrow before noon."),
          new Subject(
              "order",
              "Your order is packed and leaves the warehouse today; you will get a tracking link."),
          new Subject(
              "refund",
              "Your refund was approved and reaches your account within three working days."),
          new Subject(
              "invoice",
              "The invoice was sent to your billing address; a copy is in your account."),
          new Subject(
              "password",
              "Use the reset link on the sign-in page; it stays valid for thirty minutes."),
          new Subject(
              "weather",
              "Mild and dry today, with a light wind from the west and some rain after midnight."),
          new Subject("capital", "The capital of France is Paris, and that of Germany is Berlin."),
          new Subject("hello", "Hello! How can I help you today?"));

  private HelpfulText() {}

  static String about(String question) {
    String lower = question.toLowerCase(Locale.ROOT);
    for (Subject subject : SUBJECTS) {
      if (lower.contains(subject.word())) {
        return subject.answer();
      }
    }
    List<String> words = Words.split(question.strip());
    if (words.isEmpty()) {
      return "You sent no question, so here is a short answer to none.";
    }
    String beginning = String.join("", words.subList(0, Math.min(8, words.size())));
    return "You asked \""
        + beginning
        + (words.size() > 8 ? " ..." : "")
        + "\". This is the simulator: a real model would know more, but hardly be faster.";
  }
}
