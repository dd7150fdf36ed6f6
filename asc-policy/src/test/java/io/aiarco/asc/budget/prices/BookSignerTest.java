package io.aiarco.asc.budget.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BookSignerTest {
  private static final byte[] BOOK = "{\"format\": 1}".getBytes(StandardCharsets.UTF_8);
  private static final BookSigner SIGNER = BookSigner.mint("example.com/finance");

  @Property(tries = 20)
  void whatWasSignedVerifiesAndNothingElse(
      @ForAll @Size(min = 1, max = 100) byte[] book, @ForAll int at, @ForAll byte with) {
    String note = SIGNER.sign(book);
    BookKey.parse(SIGNER.key().toString()).verify(book, note);

    byte[] other = book.clone();
    other[Math.floorMod(at, other.length)] ^= with == 0 ? 1 : with;

    assertThrows(IllegalArgumentException.class, () -> SIGNER.key().verify(other, note));
  }

  @Test
  void aSignatureSpoiltAnywhereDoesNotVerify() {
    String note = SIGNER.sign(BOOK);
    int from = note.indexOf("finance ") + "finance ".length();

    for (int i = from; i < note.length() - 3; i++) {
      char other = note.charAt(i) == 'A' ? 'B' : 'A';
      String spoilt = note.substring(0, i) + other + note.substring(i + 1);
      assertThrows(IllegalArgumentException.class, () -> SIGNER.key().verify(BOOK, spoilt), spoilt);
    }
  }

  @Test
  void anotherKeyOfTheSameNameDoesNotVerify() {
    BookKey other = BookSigner.mint("example.com/finance").key();

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> other.verify(BOOK, SIGNER.sign(BOOK)));

    assertEquals(
        "signature: none that verifies (expected: of " + other + ")", refused.getMessage());
  }

  @Test
  void aSecondSignatureBesideIsNoHarm() {
    BookSigner other = BookSigner.mint("example.com/platform");
    String both = other.sign(BOOK) + SIGNER.sign(BOOK).split("\n\n", -1)[1];

    other.key().verify(BOOK, both);
    SIGNER.key().verify(BOOK, both);
  }

  @Test
  void aSignerIsReadAgainAndShowsItsPublicHalfOnly() {
    BookSigner again = BookSigner.parse(SIGNER.reveal());

    SIGNER.key().verify(BOOK, again.sign(BOOK));
    assertEquals(SIGNER.key().toString(), again.toString());
    assertFalse(SIGNER.toString().contains("PRIVATE"));
  }

  @Test
  void whatIsNoKeyIsRefusedUnseen() {
    String spoilt = SIGNER.key().toString().replace("finance+", "finance+0");

    assertThrows(IllegalArgumentException.class, () -> BookKey.parse(spoilt));
    assertThrows(IllegalArgumentException.class, () -> BookKey.parse("x"));
    assertThrows(IllegalArgumentException.class, () -> BookSigner.parse("PRIVATE+KEY+x.y"));
  }
}
