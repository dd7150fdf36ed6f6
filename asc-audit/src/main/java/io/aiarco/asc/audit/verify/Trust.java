package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import java.util.List;

/** What an auditor got from elsewhere; nothing inside a log is trusted by itself. Immutable. */
record Trust(List<Vkey> vkeys, List<Note> notes) {
  Trust {
    vkeys = List.copyOf(vkeys);
    notes = List.copyOf(notes);
  }
}
