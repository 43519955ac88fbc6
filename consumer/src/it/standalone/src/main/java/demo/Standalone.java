package demo;

import io.snet4j.identity.Identity;
public class Standalone {
    public static void main(String[] args) {
        System.out.println("ok " + Identity.class);
    }
}
