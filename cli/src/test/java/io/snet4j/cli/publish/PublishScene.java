package io.snet4j.cli.publish;

import io.snet4j.cli.Cli;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.junit.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a {@code snet.yaml} that fits the session's daemon, and somebody who publishes it. */
record PublishScene(Cli cli, Path folder, String organization) {
    static final String SERVICE = "published";

    static PublishScene in(Cli cli, Path folder, TestSession session) throws IOException {
        DevnetConnection net = session.service().connection();
        String organization = "of-" + net.orgId();
        cli.with(session.account().settings());
        cli.run(
                        "publish",
                        "init",
                        folder.toString(),
                        "--organization",
                        organization,
                        "--service",
                        SERVICE,
                        "--payment-address",
                        net.account("provider").address().toString())
                .ok();
        PublishScene scene = new PublishScene(cli, folder, organization);
        scene.replace("- \"\"", "- " + net.daemonUrl());
        scene.replace(
                "    - name: default_group\n      # Who",
                "    - name: default_group\n      id: " + net.groupId() + "\n      # Who");
        scene.replace("expiration_threshold: 40320", "expiration_threshold: 100");
        Path proto = Files.createDirectory(folder.resolve("proto"));
        for (var file : session.provider().protoFiles().entrySet()) {
            Files.writeString(proto.resolve(file.getKey()), file.getValue());
        }
        return scene;
    }

    Path file() {
        return folder.resolve("snet.yaml");
    }

    void replace(String before, String after) throws IOException {
        String text = Files.readString(file());
        if (!text.contains(before)) {
            throw new IllegalArgumentException(before + " is not in " + text);
        }
        Files.writeString(file(), text.replace(before, after));
    }

    /** Of a command that reads files. */
    String[] words(String command, String... more) {
        List<String> words = new ArrayList<>(List.of("publish", command, "--file", file().toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    void publish() {
        cli.run(words("org", "--yes")).ok();
        cli.run(words("service", "--yes")).ok();
    }
}
