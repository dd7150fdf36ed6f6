package io.aiarco.asc.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.audit.format.FormatException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NotesTest {
  private final SigningKey key = new SigningKey("example.com/asc/eu/gw-1", new byte[32]);

  private byte[] notes(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 1; i <= count; i++) {
      all.writeBytes(key.checkpoint("example.com/asc/eu/gw-1/1", i, new byte[32]));
      all.write('\n');
    }
    return all.toByteArray();
  }

  @Test
  void aLastNoteWithAHoleIsHalfANote() throws FormatException {
    byte[] bytes = notes(3);
    int first = notes(2).length;
    Arrays.fill(bytes, first, first + 30, (byte) 0);

    Note.Notes read = Note.parseAll(bytes);

    assertEquals(2, read.notes().size());
    assertEquals(first, read.completeBytes());
  }

  @Test
  void aHoleBeforeANoteIsNone() {
    byte[] bytes = notes(3);
    int first = notes(1).length;
    Arrays.fill(bytes, first, first + 30, (byte) 0);

    assertThrows(FormatException.class, () -> Note.parseAll(bytes));
  }
}
