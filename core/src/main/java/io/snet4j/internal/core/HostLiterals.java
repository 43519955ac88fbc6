package io.snet4j.internal.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hosts of URIs that are addresses already, in every way in which some resolver reads one. Asks no resolver itself. */
final class HostLiterals {
    private static final int MAX_LENGTH = 64;

    private HostLiterals() {}

    /** What this host is read as without a resolver; none for a name. Readers do not agree on leading zeros. */
    static List<InetAddress> readings(String host) {
        String name = bare(host);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return List.of(ofNumber(0x7f000001));
        }
        List<InetAddress> readings = new ArrayList<>();
        address(name).ifPresent(readings::add);
        old(name, true).ifPresent(readings::add);
        old(name, false).ifPresent(readings::add);
        return readings;
    }

    /** In lower case, without brackets, zone and final dot. */
    static String bare(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        int zone = name.indexOf('%');
        name = zone < 0 ? name : name.substring(0, zone);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Written as usual: four numbers, or IPv6. */
    static Optional<InetAddress> address(String text) {
        boolean v4 = text.matches("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
        boolean v6 = text.contains(":") && text.matches("[0-9a-f:.]{2,45}");
        try {
            return v4 || v6 ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** One to four numbers, the last of which fills what is left, as the C library's inet_aton takes them. */
    private static Optional<InetAddress> old(String text, boolean octal) {
        String[] parts = text.split("\\.", -1);
        if (text.length() > MAX_LENGTH || parts.length > 4) {
            return Optional.empty();
        }
        long number = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long most = last ? (1L << 8 * (5 - parts.length)) - 1 : 255;
            long part = number(parts[i], octal);
            if (part < 0 || part > most) {
                return Optional.empty();
            }
            number += part << (last ? 0 : 8 * (3 - i));
        }
        return Optional.of(ofNumber((int) number));
    }

    /** Negative if it is none. */
    private static long number(String text, boolean octal) {
        if (text.matches("0x[0-9a-f]{1,15}")) {
            return Long.parseLong(text.substring(2), 16);
        }
        if (octal && text.matches("0[0-7]{1,18}")) {
            return Long.parseLong(text, 8);
        }
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static InetAddress ofNumber(int number) {
        byte[] bytes = {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number};
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
