package com.example.parcel;

import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import java.nio.file.Path;

/** The service: one gateway for its whole life. */
public final class ParcelService {
  private ParcelService() {}

  /** Arguments: the configuration, a mail's id, its question. */
  public static void main(String[] args) {
    try (AscGateway asc = AscGateway.open(Path.of(args[0]))) {
      CallerCredential caller = CallerCredential.apiKey(System.getenv("ASC_API_KEY"));
      ParcelAnswers answers = new ParcelAnswers(asc.client(caller), "support");
      System.out.println(answers.answer(args[1], args[2]));
    }
  }
}
