package io.snet4j;

import io.snet4j.chain.Chain;
import io.snet4j.internal.core.Keccak;
import io.snet4j.internal.core.Words;
import io.snet4j.registry.Registry;
import io.snet4j.storage.Cid;
import io.snet4j.value.Address;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A Registry contract and a storage in memory, whose services answer as a test wants them to. */
final class RegistryOfStrangers {
    private static final String PROTO =
            """
            syntax = "proto3";
            package test;
            import "training.proto";
            message Question { training.ModelID model = 1; }
            service Example { rpc generate(Question) returns (Question); }
            """;

    private final Map<String, List<String>> organizations = new LinkedHashMap<>();
    private final Map<URI, Supplier<byte[]>> contents = new ConcurrentHashMap<>();

    /** @param ids of services that can be trained */
    RegistryOfStrangers organization(String name, String... ids) {
        organizations.put(name, List.of(ids));
        for (String id : ids) {
            service(name, id, () -> metadata(api()));
        }
        contents.put(api(), () -> tar("example.proto", PROTO));
        return this;
    }

    /** @param metadata what the storage answers */
    RegistryOfStrangers service(String organization, String id, Supplier<byte[]> metadata) {
        contents.put(uri(organization + "/" + id), metadata);
        return this;
    }

    Registry registry() {
        Chain chain = (Chain) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Chain.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("call")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer((byte[]) arguments[1]);
                });
        return new Registry(chain, Address.ZERO, uri -> Objects.requireNonNull(contents.get(uri))
                .get());
    }

    byte[] goodMetadata() {
        return metadata(api());
    }

    private static URI api() {
        return uri("the API");
    }

    private static URI uri(String what) {
        return Cid.ofRaw(what.getBytes(StandardCharsets.UTF_8)).toUri();
    }

    private static byte[] metadata(URI api) {
        return ("{\"encoding\":\"proto\",\"service_type\":\"grpc\",\"service_api_source\":\"" + api
                        + "\",\"mpe_address\":\"0x5e592F9b1d303183d963635f895f0f0C48284f4e\",\"groups\":[{"
                        + "\"group_name\":\"default_group\",\"group_id\":\"" + "A".repeat(43)
                        + "=\",\"endpoints\":[\"https://example.org\"],\"pricing\":[{\"default\":true,"
                        + "\"price_model\":\"fixed_price\",\"price_in_cogs\":1}]}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] answer(byte[] data) {
        String first = text(data, 4);
        if (is("listOrganizations()", data)) {
            return words(Words.uint256(32), list(List.copyOf(organizations.keySet())));
        }
        if (is("getOrganizationById(bytes32)", data)) {
            List<String> ids = organizations.get(first);
            return words(
                    Words.uint256(ids == null ? 0 : 1),
                    padded(first),
                    Words.uint256(192),
                    Words.uint256(1),
                    Words.uint256(224),
                    Words.uint256(256),
                    Words.uint256(0),
                    Words.uint256(0),
                    list(ids == null ? List.of() : ids));
        }
        String id = text(data, 36);
        byte[] uri = uri(first + "/" + id).toString().getBytes(StandardCharsets.US_ASCII);
        return words(
                Words.uint256(1),
                padded(id),
                Words.uint256(96),
                Words.uint256(uri.length),
                Arrays.copyOf(uri, (uri.length + 31) / 32 * 32));
    }

    private static boolean is(String signature, byte[] data) {
        return Arrays.equals(Keccak.hash(signature), 0, 4, data, 0, 4);
    }

    private static String text(byte[] data, int from) {
        return data.length < from + 32 ? "" : new String(data, from, 32, StandardCharsets.UTF_8).replace("\0", "");
    }

    private static byte[] padded(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 32);
    }

    private static byte[] list(List<String> texts) {
        return words(
                Words.uint256(texts.size()),
                words(texts.stream().map(RegistryOfStrangers::padded).toArray(byte[][]::new)));
    }

    private static byte[] words(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] tar(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] tar = new byte[512 + (content.length + 511) / 512 * 512 + 1024];
        put(tar, 0, name);
        put(tar, 124, String.format(Locale.ROOT, "%011o", content.length));
        put(tar, 148, "        ");
        put(tar, 156, "0");
        put(tar, 257, "ustar");
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i];
        }
        put(tar, 148, String.format(Locale.ROOT, "%06o", sum));
        System.arraycopy(content, 0, tar, 512, content.length);
        return tar;
    }

    private static void put(byte[] tar, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }
}
