package io.snet4j.storage;

import io.snet4j.internal.text.ForeignText;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an {@code ipfs://} or {@code filecoin://} URI names. Filecoin's own names are hashes of another kind than IPFS
 * has, which no gateway gives the means to check; but what Lighthouse stores usually goes by its CID of IPFS.
 *
 * @param text the name alone: letters and digits
 * @param cid empty if it is no CID whose content can be checked
 */
record ContentName(URI uri, String text, Optional<Cid> cid) {
    private static final Pattern FORM = Pattern.compile("(ipfs|filecoin)://([A-Za-z0-9]{1,128})/?");

    /** @throws IllegalArgumentException for a URI of another form, or an {@code ipfs://} one without a CID */
    static ContentName parse(URI uri) {
        Matcher form = FORM.matcher(uri.toString());
        if (!form.matches()) {
            throw new IllegalArgumentException("not a URI of content: " + ForeignText.quoted(uri.toString())
                    + "; expected ipfs://CID or filecoin://CID");
        }
        String name = form.group(2);
        if (form.group(1).equals("ipfs")) {
            return new ContentName(uri, name, Optional.of(Cid.parse(name)));
        }
        return new ContentName(uri, name, cid(name));
    }

    private static Optional<Cid> cid(String name) {
        try {
            return Optional.of(Cid.parse(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
