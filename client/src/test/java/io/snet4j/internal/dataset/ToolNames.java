package io.snet4j.internal.dataset;

import io.snet4j.testing.TarMaker;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** A hundred entries as packers of Windows, macOS and Linux name them, in every layout that they write. */
final class ToolNames {
    static final String OUT = "../../../../../../outside.png";
    private static final int UTF8_FLAG = 1 << 11;
    private static final int UNIX = 3 << 8 | 20;
    private static final int UNICODE_PATH = 0x7075;

    enum Layout {
        /** The flag says UTF-8: 7-Zip, Windows since 8, Info-ZIP, Python. */
        ZIP_TOLD,
        /** Nothing says which encoding: the Finder, Windows before, old tools, and all for ASCII. */
        ZIP_UNTOLD,
        /** The old encoding, and UTF-8 in an extra field: Info-ZIP, WinRAR. */
        ZIP_UNICODE_PATH,
        USTAR,
        GNU,
        /** Names that are long or not ASCII are repeated in UTF-8. */
        PAX,
        /** Names that are no UTF-8 are repeated as they are: Python, star. */
        PAX_BINARY;

        boolean isZip() {
            return compareTo(ZIP_UNICODE_PATH) <= 0;
        }
    }

    /**
     * @param kind {@code f} a file, {@code d} a folder, {@code b} one that ends with a backslash, {@code l} a symbolic
     *     link, {@code h} a hard one
     * @param text the name before it was encoded
     */
    record Named(char kind, int size, String text, byte[] name) {}

    private record Entry(char kind, String name) {}

    private static final List<Entry> ENTRIES = entries();

    private ToolNames() {}

    private static List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        add(all, 'd', "./", "dir/", "dir/sub/", "with space/", "__MACOSX/", "数据/", "Übung/");
        add(all, 'b', "win\\dir\\", "図表\\");
        add(all, 'l', "link.png", "dir/link", "表.lnk", "é/link.png", "l".repeat(120) + "/link.png");
        add(all, 'h', "hard.png", "表/hard.png", "h".repeat(130) + "/hard.png");
        // All systems.
        add(
                all,
                'f',
                "empty.png",
                "A B.png",
                "data/train/1.png",
                "data\\train\\2.png",
                "./dot.png",
                "double//slash.png");
        add(
                all,
                'f',
                "plus+and&.png",
                "percent%20.png",
                "quote'.png",
                "semi;colon.png",
                "comma,name.csv",
                "equals=.csv");
        add(all, 'f', "brackets[1].png", "tilde~1.png", ".hidden", "UPPER.PNG", "noext", "archive.tar.gz");
        add(all, 'f', "many.dots.in.name.jpeg", "trailing.", "#hash.png", "123", "...", "a..b.png");
        add(all, 'f', "é.png", "e\u0301.png", "ä/ö.png", "ß.txt", "naïve", "café.png", "Ünïcödé/ñ.jpg", "½.png");
        // Windows.
        add(all, 'f', "~$lock.docx", "Thumbs.db", "dir/desktop.ini", "CON.txt", "nul.png", "bilder\\é.png", "図\\表.png");
        add(all, 'f', "表.png", "ソフト/能力.png", "予定表.csv", "十.png", "貼付.png", "ー.png", "暴/欺.png", "日本語.txt");
        add(all, 'f', "数据/训练.png", "數據/訓練.png", "許功蓋.png", "功能.csv", "枯.png", "餐廳/跚.png", "图片/猫.png", "乗.png");
        // macOS.
        add(
                all,
                'f',
                ".DS_Store",
                "__MACOSX/._a.png",
                "._c.png",
                "Icon\r",
                "a:b.png",
                "u\u0308bung/e\u0301.txt",
                "😀.png");
        // Linux.
        add(all, 'f', "back`.png", "star*.png", "question?.png", "less<.png", "tab\t.png", "line\n.png", "\".png");
        add(
                all,
                'f',
                " space.png",
                "end .png ",
                "Ω.png",
                "ключ.png",
                "@LongLink",
                "PaxHeaders.1/x",
                "../up.png",
                "/root.png");
        // Long ones: at the limits of a header's fields, and above.
        add(
                all,
                'f',
                "n".repeat(96) + ".png",
                "n".repeat(97) + ".png",
                "p".repeat(155) + "/" + "n".repeat(96) + ".png");
        add(
                all,
                'f',
                "é".repeat(48) + ".png",
                "表".repeat(70) + "/" + "表".repeat(60) + ".png",
                "x".repeat(2000) + ".png");
        return all;
    }

    private static void add(List<Entry> all, char kind, String... names) {
        for (String name : names) {
            all.add(new Entry(kind, name));
        }
    }

    /** What is in {@link #archive} of the same two, in its order. */
    static List<Named> written(Layout layout, Charset encoding) {
        List<Named> written = new ArrayList<>();
        for (int i = 0; i < ENTRIES.size(); i++) {
            Entry entry = ENTRIES.get(i);
            byte[] name = encode(
                    entry.name, layout == Layout.PAX && isRepeated(entry.name) ? StandardCharsets.UTF_8 : encoding);
            char kind = entry.kind == 'h' && layout.isZip() ? 'f' : entry.kind;
            int size = kind == 'f' ? size(i) : kind == 'l' && layout.isZip() ? OUT.length() : 0;
            if (layout != Layout.USTAR || split(name) >= 0) {
                written.add(new Named(kind, size, entry.name, name));
            }
        }
        return written;
    }

    static byte[] archive(Layout layout, Charset encoding) {
        return layout.isZip() ? zip(layout, encoding) : tar(layout, encoding);
    }

    /** What the encoding does not have is an underline, as packers write it. */
    private static byte[] encode(String name, Charset encoding) {
        try {
            ByteBuffer bytes = encoding.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith(new byte[] {'_'})
                    .encode(CharBuffer.wrap(name));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    private static int size(int index) {
        return ENTRIES.get(index).name.equals("empty.png") ? 0 : 1000 + index;
    }

    private static byte[] zip(Layout layout, Charset encoding) {
        ZipMaker zip = new ZipMaker();
        for (int i = 0; i < ENTRIES.size(); i++) {
            Entry each = ENTRIES.get(i);
            byte[] name = encode(each.name, encoding);
            byte[] content =
                    switch (each.kind) {
                        case 'd', 'b' -> new byte[0];
                        case 'l' -> OUT.getBytes(StandardCharsets.US_ASCII);
                        default -> new byte[size(i)];
                    };
            zip.add("", content, entry -> {
                entry.name = name;
                entry.localName = name;
                entry.flags = layout == Layout.ZIP_TOLD ? UTF8_FLAG : 0;
                entry.extra = layout == Layout.ZIP_UNICODE_PATH ? unicodePath(each.name, name) : new byte[0];
                if (each.kind == 'l') {
                    entry.madeBy = UNIX;
                    entry.attributes = 0120777 << 16;
                }
            });
        }
        return zip.build();
    }

    private static byte[] unicodePath(String name, byte[] raw) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(raw);
        return ByteBuffer.allocate(9 + utf8.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) UNICODE_PATH)
                .putShort((short) (5 + utf8.length))
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(utf8)
                .array();
    }

    static boolean isRepeated(String name) {
        return name.length() > 100 || name.chars().anyMatch(c -> c > 0x7f);
    }

    private static byte[] tar(Layout layout, Charset encoding) {
        TarMaker tar = new TarMaker();
        for (int i = 0; i < ENTRIES.size(); i++) {
            Entry each = ENTRIES.get(i);
            byte[] name = encode(each.name, encoding);
            int split = split(name);
            if (layout == Layout.USTAR && split < 0) {
                continue;
            }
            switch (layout) {
                case GNU -> {
                    if (name.length > 100) {
                        tar.entry("././@LongLink", 'L', "", Arrays.copyOf(name, name.length + 1), TarMaker::gnu);
                    }
                }
                case PAX -> {
                    if (isRepeated(each.name)) {
                        tar.pax(record("path", each.name.getBytes(StandardCharsets.UTF_8)));
                    }
                }
                case PAX_BINARY -> {
                    if (isRepeated(each.name)) {
                        tar.pax(
                                record("hdrcharset", "BINARY".getBytes(StandardCharsets.US_ASCII)),
                                record("path", name));
                    }
                }
                default -> {}
            }
            char type =
                    switch (each.kind) {
                        case 'd' -> '5';
                        case 'l' -> '2';
                        case 'h' -> '1';
                        default -> '0';
                    };
            byte[] content = new byte[each.kind == 'f' ? size(i) : 0];
            tar.entry("", type, type == '2' ? OUT : type == '1' ? "empty.png" : "", content, block -> {
                if (layout == Layout.USTAR && split > 0) {
                    System.arraycopy(name, 0, block, 345, split);
                    System.arraycopy(name, split + 1, block, 0, name.length - split - 1);
                } else {
                    System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
                }
                if (layout == Layout.GNU) {
                    TarMaker.gnu(block);
                }
            });
        }
        return tar.build();
    }

    private static byte[] record(String key, byte[] value) {
        int length = key.length() + value.length + 3;
        int digits = 1;
        while (String.valueOf(length + digits).length() > digits) {
            digits++;
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes((length + digits + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(value);
        out.write('\n');
        return out.toByteArray();
    }

    /** Where the slash stands that both fields of ustar leave out; 0 if one field is enough, -1 if two are not. */
    private static int split(byte[] name) {
        if (name.length <= 100) {
            return 0;
        }
        for (int i = name.length - 2; i > 0; i--) {
            if (name[i] == '/' && i <= 155 && name.length - i - 1 <= 100) {
                return i;
            }
        }
        return -1;
    }
}
