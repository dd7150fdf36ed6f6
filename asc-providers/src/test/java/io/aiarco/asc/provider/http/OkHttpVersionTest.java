package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The build says which OkHttp it tests with; this says whether that is the one in force. */
@Tag("okhttp4")
class OkHttpVersionTest {
  @Test
  void testsRunOnTheOkHttpTheBuildNames() throws ReflectiveOperationException {
    // By reflection: javac would copy the constant of the version it compiled against.
    Object inForce = Class.forName("okhttp3.OkHttp").getField("VERSION").get(null);

    assertEquals(System.getProperty("asc.okhttp.version"), inForce);
  }
}
