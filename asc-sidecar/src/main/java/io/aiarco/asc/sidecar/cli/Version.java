package io.aiarco.asc.sidecar.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code asc --version} says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = AscCommand.class.getPackage().getImplementationVersion();
    return new String[] {
      "asc " + (version == null ? "(built from a clone)" : version), "java " + Runtime.version()
    };
  }
}
