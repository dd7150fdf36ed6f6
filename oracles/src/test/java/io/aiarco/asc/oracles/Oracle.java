package io.aiarco.asc.oracles;

import io.aiarco.asc.oracles.sdk.Sdk;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the vendors' SDKs with all they need, at their own versions, beside what the tests use: the
 * two sides share the JDK and {@link Sdk}, nothing else. Thread-safe.
 */
final class Oracle {
  private static final Path TARGET = Path.of("target");
  private static final ClassLoader SDKS = new SdkLoader(classPath());

  private Oracle() {}

  /** The SDK in the class {@code name} of {@code io.aiarco.asc.oracles.sdk}. */
  static Sdk sdk(String name) {
    try {
      Class<?> type = SDKS.loadClass(Sdk.class.getPackageName() + "." + name);
      return (Sdk) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("SDK: " + name + " (expected: loadable)", e);
    }
  }

  private static URL[] classPath() {
    try {
      List<URL> urls = new ArrayList<>();
      urls.add(url(TARGET.resolve("classes")));
      String jars = Files.readString(TARGET.resolve("sdk.classpath")).strip();
      for (String jar : jars.split(File.pathSeparator)) {
        urls.add(url(Path.of(jar)));
      }
      return urls.toArray(URL[]::new);
    } catch (IOException e) {
      throw new IllegalStateException("target/sdk.classpath (expected: written by Maven)", e);
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toAbsolutePath().toUri().toURL();
  }

  private static final class SdkLoader extends URLClassLoader {
    SdkLoader(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      return name.equals(Sdk.class.getName()) ? Sdk.class : super.findClass(name);
    }
  }
}
