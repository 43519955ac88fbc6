package io.snet4j.benchmark;

/** A fresh process that prints a line. */
final class ColdNothing {
    private ColdNothing() {}

    public static void main(String[] arguments) {
        System.out.println("nothing");
    }
}
