package io.snet4j.hostile.bombs;

import static io.snet4j.hostile.bombs.Bomb.SERVED;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.devnet.DevnetConnection;
import io.snet4j.registry.Service;
import io.snet4j.storage.Cid;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Service metadata that its readers would rather not have met. */
final class MetadataBombs {
    /** What it is, where it lies, and what may come of it. */
    record Metadata(Cid cid, Set<String> outcomes) {}

    private static final Set<String> REFUSED = Set.of("MetadataException");
    private static final Set<String> UNSTORED = Set.of("StorageException");

    private final DevnetConnection net;
    private final Service honest;
    private final Blocks blocks;
    private final Map<String, Metadata> bombs = new LinkedHashMap<>();

    private MetadataBombs(DevnetConnection net, Service honest, Blocks blocks) {
        this.net = net;
        this.honest = honest;
        this.blocks = blocks;
    }

    static Map<String, Metadata> all(DevnetConnection net, Service honest, Blocks blocks) {
        MetadataBombs bombs = new MetadataBombs(net, honest, blocks);
        bombs.texts();
        bombs.lists();
        bombs.trees();
        return bombs.bombs;
    }

    /** Metadata as it should be, with its API in another place. */
    static byte[] honest(DevnetConnection net, Service honest, Cid api) {
        return new MetadataBombs(net, honest, new Blocks())
                .metadata("", group(net, endpoint(net), price("7")), api.toUri().toString())
                .getBytes(UTF_8);
    }

    /** As it should be, for a daemon in another place. */
    static byte[] honest(DevnetConnection net, Service honest, String endpoint) {
        return new MetadataBombs(net, honest, new Blocks())
                .metadata("", group(net, endpoint, price("7")), honest.api().toString())
                .getBytes(UTF_8);
    }

    private void texts() {
        byte[] blanks = new byte[63 << 20];
        Arrays.fill(blanks, (byte) ' ');
        add("63 MiB of blanks", UNSTORED, blanks);
        add("lists in lists, a million deep", REFUSED, "[".repeat(1_000_000).getBytes(UTF_8));
        add("a field of objects in objects", REFUSED, more("\"x\": " + "{\"a\":".repeat(500_000)));
        add("a price of a million digits", REFUSED, priced("9".repeat(1_000_000)));
        add("a price of 10^999999999", REFUSED, priced("1e999999999"));
        add("a price of 10^-999999999", REFUSED, priced("1e-999999999"));
        add(
                "a text of three million letters that nobody reads",
                Set.of(SERVED),
                more("\"about\": \"" + "x\\u001b".repeat(400_000) + "\""));
        add("an endpoint of a million letters", REFUSED, endpoints("\"http://" + "a.".repeat(500_000) + "b\""));
        add("a text that ends within an escape", REFUSED, more("\"x\": \"\\u00"));
        add(
                "an address of three million digits",
                REFUSED,
                honestText()
                        .replace(honest.escrow().toString(), "0x" + "0".repeat(3_000_000))
                        .getBytes(UTF_8));
    }

    private void lists() {
        add("a million empty objects", REFUSED, more("\"tags\": [" + "{},".repeat(1_300_000) + "{}]"));
        add(
                "a million empty lists in a field that nobody reads",
                REFUSED,
                more("\"x\": [" + "[],".repeat(1_300_000) + "0]"));
        add("sixty thousand keys of one hash", Set.of(SERVED), more(sameHash()));
        add(
                "twenty thousand groups",
                REFUSED,
                metadata(
                                "",
                                IntStream.range(0, 20_000)
                                        .mapToObj(i -> group(net, endpoint(net), price("7"))
                                                .replace(net.groupName(), "g" + i))
                                        .collect(Collectors.joining(",")),
                                honest.api().toString())
                        .getBytes(UTF_8));
        add(
                "a hundred thousand prices in one group",
                REFUSED,
                metadata(
                                "",
                                group(
                                        net,
                                        endpoint(net),
                                        "{\"default\": true,"
                                                + "\"price_model\": \"fixed_price_per_method\", \"package_name\": \"toy\", \"details\":"
                                                + "[{\"service_name\": \"Toy\", \"method_pricing\": ["
                                                + IntStream.range(0, 60_000)
                                                        .mapToObj(i -> "{\"method_name\": \"m" + i
                                                                + "\", \"price_in_cogs\": 1}")
                                                        .collect(Collectors.joining(","))
                                                + "]}]}"),
                                honest.api().toString())
                        .getBytes(UTF_8));
    }

    /** A tree of blocks is checked block by block; what it says of itself is not. */
    private void trees() {
        Cid leaf = blocks.addNode(new byte[] {' '}, 1, List.of());
        Cid wide = leaf;
        for (int level = 0; level < 5; level++) {
            wide = blocks.addNode(new byte[0], 0, 100, wide);
        }
        bombs.put("a tree of ten thousand million times the same block", new Metadata(wide, UNSTORED));
        Cid deep = leaf;
        for (int level = 0; level < 60; level++) {
            deep = blocks.addNode(new byte[0], 0, 1, deep);
        }
        bombs.put("a tree of sixty floors", new Metadata(deep, UNSTORED));
        bombs.put(
                "a block that says it is 2^63 bytes long",
                new Metadata(blocks.addNode(new byte[] {'{', '}'}, Long.MIN_VALUE, List.of()), UNSTORED));
        bombs.put(
                "a tree of nothing, forty thousand wide",
                new Metadata(
                        blocks.addNode(
                                new byte[0], 0, Collections.nCopies(40_000, blocks.addNode(new byte[0], 0, List.of()))),
                        UNSTORED));
        bombs.put(
                "a tree whose blocks are nowhere",
                new Metadata(blocks.addNode(new byte[0], 9, List.of(Cid.of(new byte[] {7}))), UNSTORED));
    }

    private void add(String name, Set<String> outcomes, byte[] json) {
        bombs.put(name, new Metadata(blocks.addFile(json), outcomes));
    }

    private String honestText() {
        return metadata("", group(net, endpoint(net), price("7")), honest.api().toString());
    }

    private byte[] more(String field) {
        return metadata(
                        field + ",",
                        group(net, endpoint(net), price("7")),
                        honest.api().toString())
                .getBytes(UTF_8);
    }

    private byte[] priced(String price) {
        return metadata(
                        "",
                        group(net, endpoint(net), price(price)),
                        honest.api().toString())
                .getBytes(UTF_8);
    }

    private byte[] endpoints(String endpoints) {
        return honestText().replace(endpoint(net), endpoints).getBytes(UTF_8);
    }

    private static String endpoint(DevnetConnection net) {
        return "\"" + net.daemonUrl() + "\"";
    }

    private static String price(String cogs) {
        return "{\"default\": true, \"price_model\": \"fixed_price\", \"price_in_cogs\": " + cogs + "}";
    }

    private static String group(DevnetConnection net, String endpoints, String pricing) {
        return "{\"group_name\": \"" + net.groupName() + "\", \"group_id\": \"" + net.groupId() + "\", \"endpoints\": ["
                + endpoints + "], \"pricing\": [" + pricing + "]}";
    }

    private String metadata(String more, String groups, String api) {
        return "{" + more
                + "\"version\": 1, \"display_name\": \"Toy\", \"encoding\": \"proto\", \"service_type\": \"grpc\","
                + "\"service_api_source\": \"" + api + "\", \"mpe_address\": \"" + honest.escrow() + "\", \"groups\": ["
                + groups + "]}";
    }

    /** {@code Aa} and {@code BB} have the same hash, and so has each row of them. */
    private static String sameHash() {
        return IntStream.range(0, 1 << 16)
                .mapToObj(row -> "\""
                        + IntStream.range(0, 16)
                                .mapToObj(bit -> (row >> bit & 1) == 0 ? "Aa" : "BB")
                                .collect(Collectors.joining())
                        + "\": 0")
                .collect(Collectors.joining(","));
    }
}
