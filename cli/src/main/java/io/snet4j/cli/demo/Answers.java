package io.snet4j.cli.demo;

import java.util.List;
import java.util.stream.IntStream;

/** What one model said to a list of digits, in their order. */
record Answers(List<Digit> questions, List<String> labels) {
    boolean isRight(int index) {
        return labels.get(index).equals(Integer.toString(questions.get(index).label()));
    }

    int right() {
        return (int) IntStream.range(0, labels.size()).filter(this::isRight).count();
    }

    /** 0 to 1. */
    double accuracy() {
        return (double) right() / labels.size();
    }
}
