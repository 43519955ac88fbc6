package io.snet4j.internal.core;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an address is for, if it is not one of the public internet's. After the IANA registries of special-purpose
 * addresses; IPv4 addresses inside IPv6 ones count as themselves.
 */
final class SpecialAddresses {
    private static final List<Block> V4 = List.of(
            block("127.0.0.0/8", "a loopback address"),
            block("10.0.0.0/8", "a private address"),
            block("172.16.0.0/12", "a private address"),
            block("192.168.0.0/16", "a private address"),
            block("169.254.0.0/16", "a link-local address"),
            block("100.64.0.0/10", "an address behind a carrier's NAT"),
            block("0.0.0.0/8", "an unspecified address"),
            block("255.255.255.255/32", "a broadcast address"),
            block("224.0.0.0/4", "a multicast address"),
            block("240.0.0.0/4", "a reserved address"),
            block("198.18.0.0/15", "an address for benchmarks"),
            block("192.0.2.0/24", "an address for documentation"),
            block("198.51.100.0/24", "an address for documentation"),
            block("203.0.113.0/24", "an address for documentation"),
            block("192.0.0.0/24", "a reserved address"),
            block("192.88.99.0/24", "a reserved address"));

    private static final List<Block> V6 = List.of(
            block("::1/128", "a loopback address"),
            block("::/128", "an unspecified address"),
            block("fc00::/7", "a unique-local address"),
            block("fe80::/10", "a link-local address"),
            block("fec0::/10", "a private address"),
            block("ff00::/8", "a multicast address"),
            block("64:ff9b:1::/48", "an address of a local NAT64"),
            block("2001:db8::/32", "an address for documentation"),
            block("3fff::/20", "an address for documentation"),
            block("2001::/23", "a reserved address"));

    /** An IPv4 address follows these. */
    private static final List<Block> V4_INSIDE = List.of(
            block("::/96", ""), // IPv4-compatible
            block("::ffff:0:0:0/96", ""), // IPv4-translated
            block("64:ff9b::/96", ""), // NAT64
            block("2002::/16", "")); // 6to4

    private static final Block GLOBAL = block("2000::/3", "");

    private SpecialAddresses() {}

    /** "a loopback address", say; empty for an address of the public internet. */
    static Optional<String> kind(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return find(V4, bytes);
        }
        Optional<String> special = find(V6, bytes);
        if (special.isPresent()) {
            return special;
        }
        for (Block block : V4_INSIDE) {
            if (block.holds(bytes)) {
                int at = block.bits() / 8;
                return kind(address(Arrays.copyOfRange(bytes, at, at + 4)));
            }
        }
        if (!GLOBAL.holds(bytes)) {
            return Optional.of("a reserved address");
        }
        // ISATAP: anybody's network, and an IPv4 address at the end.
        boolean isatap = (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
        return isatap ? kind(address(Arrays.copyOfRange(bytes, 12, 16))) : Optional.empty();
    }

    private static Optional<String> find(List<Block> blocks, byte[] address) {
        return blocks.stream()
                .filter(block -> block.holds(address))
                .map(Block::kind)
                .findFirst();
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Block block(String range, String kind) {
        return Block.parse(range, kind)
                .orElseThrow(() -> new IllegalStateException(range + " is no range of addresses"));
    }

    /** @param bits that all addresses of it share */
    record Block(byte[] first, int bits, String kind) {
        /** {@code 10.0.0.0/8}, or one address. */
        static Optional<Block> parse(String text, String kind) {
            String[] parts = text.split("/", -1);
            Optional<InetAddress> first = HostLiterals.address(parts[0]);
            if (first.isEmpty() || parts.length > 2 || parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
                return Optional.empty();
            }
            byte[] bytes = first.get().getAddress();
            int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : bytes.length * 8;
            return bits > bytes.length * 8 ? Optional.empty() : Optional.of(new Block(bytes, bits, kind));
        }

        boolean holds(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
