package io.aiarco.asc.audit.journal;

/** What a {@link SimulatedDisk} does wrong, once, at the operation it is told. */
enum Fault {
  POWER_LOSS(
      "power loss at any write, force, rename; also while reopening",
      "any unsynced blocks and names may be gone: tail cut, kept aside, recorded"),
  KILL(
      "process killed at any write, force, rename; also while reopening",
      "the same; what was written stays visible"),
  WRITE_ERROR("EIO on write", "no retry; what was not acknowledged goes on in a new epoch"),
  FORCE_ERROR(
      "EIO on force, which then reports success",
      "no retry; what was not acknowledged goes on in a new epoch"),
  FULL(
      "disk full in the middle of a write",
      "no half line counted; a new epoch, or a start, when there is room"),
  LYING_FORCE(
      "force reports success and keeps nothing, then power loss",
      "loss is not prevented: below a checkpoint kept elsewhere it is found");

  private final String what;
  private final String required;

  Fault(String what, String required) {
    this.what = what;
    this.required = required;
  }

  String what() {
    return what;
  }

  String required() {
    return required;
  }
}
