package com.example.parcel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.testkit.AscTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ParcelAnswersTest {
  @RegisterExtension final AscTest asc = AscTest.create();

  @RegisterExtension final AscTest broke = AscTest.withBudget("0.001");

  @Test
  void aMailIsAnsweredOnceHoweverOftenItIsAsked() {
    asc.provider().reply("Your parcel is in Lyon.");
    ParcelAnswers answers = new ParcelAnswers(asc.client(), "test");

    assertEquals("Your parcel is in Lyon.", answers.answer("mail-1", "Where is it?"));
    assertEquals("Your parcel is in Lyon.", answers.answer("mail-1", "Where is it?"));

    assertEquals(1, asc.provider().calls().size());
  }

  @Test
  void spentBudgetIsNoErrorToTheCustomer() {
    ParcelAnswers answers = new ParcelAnswers(broke.client(), "test");

    assertEquals(ParcelAnswers.WITHOUT_MODEL, answers.answer("mail-1", "Where is it?"));

    assertEquals(0, broke.provider().calls().size());
  }

  @Test
  void modelAbroadIsRefused() {
    ParcelAnswers answers = new ParcelAnswers(asc.client(), "overseas");

    assertThrows(ResidencyException.class, () -> answers.answer("mail-1", "Where is it?"));

    assertEquals(0, asc.provider("us").calls().size());
  }
}
