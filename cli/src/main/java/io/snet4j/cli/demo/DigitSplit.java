package io.snet4j.cli.demo;

import io.snet4j.errors.InvalidRequestException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Digits to train with, and digits that the model has never seen; the same ones every time for the same seed. */
record DigitSplit(List<Digit> training, List<Digit> heldOut) {
    static DigitSplit of(List<Digit> digits, int heldOut, long seed) {
        if (heldOut < 1 || heldOut >= digits.size()) {
            throw new InvalidRequestException("cannot hold out " + heldOut + " of " + digits.size() + " digits");
        }
        var shuffled = new ArrayList<>(digits);
        Collections.shuffle(shuffled, new Random(seed));
        return new DigitSplit(
                List.copyOf(shuffled.subList(heldOut, shuffled.size())), List.copyOf(shuffled.subList(0, heldOut)));
    }
}
