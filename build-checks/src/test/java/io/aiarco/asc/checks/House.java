package io.aiarco.asc.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The clone as the checks see it: its root, its published modules, their jars. Immutable. */
final class House {
  /** Prefix of every package and every JPMS module of ours. */
  static final String ROOT_PACKAGE = "io.aiarco.asc";

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private House() {}

  /** Modules with a jar that users get, in reactor order; the BOM has none. */
  static List<String> publishedModules() {
    return reactorModules().stream()
        .filter(module -> module.startsWith("asc-") && !module.equals("asc-bom"))
        .toList();
  }

  /** The {@code <module>} lines of the root pom. */
  static List<String> reactorModules() {
    return texts(pom("pom.xml"), "modules", "module");
  }

  /** The version all modules share. */
  static String version() {
    return texts(pom("pom.xml"), "project", "version").get(0);
  }

  /** The jar Maven just packaged for {@code module}. */
  static Path jar(String module) {
    String version = version();
    Path jar = ROOT.resolve(module).resolve("target").resolve(module + "-" + version + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException("jar: " + jar + " (expected: packaged by ./mvnw verify)");
    }
    return jar;
  }

  /** What {@code module} needs at run time beside its own jar: its {@code target/lib}. */
  static List<Path> libraries(String module) {
    try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target/lib"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(module + "/target/lib (expected: filled by verify)", e);
    }
  }

  /** Names of the classes in {@code module}'s jar, {@code package-info} and nested ones too. */
  static List<String> classNames(String module) {
    try (JarFile jar = new JarFile(jar(module).toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String packageOf(String className) {
    return className.substring(0, className.lastIndexOf('.'));
  }

  /** Files below {@code folder} of the clone whose names end so; build output left out. */
  static List<Path> files(String folder, String suffix) {
    try (Stream<Path> walk = Files.walk(ROOT.resolve(folder))) {
      return walk.filter(path -> path.toString().endsWith(suffix) && Files.isRegularFile(path))
          .filter(path -> !ROOT.relativize(path).toString().contains("target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document pom(String path) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(ROOT.resolve(path).toFile());
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("pom: " + path + " (expected: readable XML)", e);
    }
  }

  /** Texts of all {@code <item>} below any {@code <list>}, in document order. */
  static List<String> texts(Document document, String list, String item) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName(list).getLength(); i++) {
      for (Element child : children((Element) document.getElementsByTagName(list).item(i))) {
        if (child.getTagName().equals(item)) {
          texts.add(child.getTextContent().trim());
        }
      }
    }
    return texts;
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }
}
