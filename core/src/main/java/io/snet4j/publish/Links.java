package io.snet4j.publish;

import io.snet4j.internal.text.UriHost;
import io.snet4j.storage.Cid;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What files name: daemons, pages, contents. Each rule says in an {@link IllegalArgumentException} what it expects. */
final class Links {
    /** A name of the DNS has 253 characters. */
    static final int MAX_ENDPOINT = 400;

    static final int MAX_URL = 2000;
    private static final Pattern CONTENT = Pattern.compile("(?:ipfs|filecoin)://([A-Za-z0-9]{1,128})/?");
    private static final Pattern PAGE = Pattern.compile("(?i)https?://.*");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>]{1,64}@[^\\s@,;<>]{1,253}");

    private Links() {}

    /** Where a daemon or an etcd answers: scheme, host, perhaps a port and a path, and nothing else. */
    static void endpoint(String text) {
        URI uri = uri(text);
        UriHost host = web(uri);
        if (host.userInfo().isPresent()) {
            throw new IllegalArgumentException("expected no user and no password: everybody reads them here");
        }
        if (host.port() == 0 || host.port() > 0xffff) {
            throw new IllegalArgumentException("expected a port from 1 to 65535");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("expected nothing behind host, port and path");
        }
    }

    /** A page, or nothing. */
    static void page(String text) {
        if (!text.isEmpty()) {
            web(uri(text));
        }
    }

    /** A picture, a film or a document: a URL, or a name in content storage, perhaps with a file's name behind it. */
    static void media(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (PAGE.matcher(text).matches()) {
            page(text);
            return;
        }
        String name = text.replaceFirst("^(ipfs|filecoin)://", "").replaceFirst("/.*", "");
        if (!isCid(name)) {
            throw new IllegalArgumentException(
                    "expected http://…, https://…, or a CID with or without ipfs:// before it");
        }
    }

    /** Where content lies, with its scheme; what has none counts as IPFS. */
    static void content(String text) {
        if (text.isEmpty()) {
            return;
        }
        String uri = text.contains("://") ? text : "ipfs://" + text;
        if (!CONTENT.matcher(uri).matches()) {
            throw new IllegalArgumentException("expected ipfs://CID or filecoin://CID");
        }
        if (uri.startsWith("ipfs://")) {
            Cid.parse(uri.substring("ipfs://".length()).replaceFirst("/$", ""));
        }
    }

    static void cid(String text) {
        if (!text.isEmpty()) {
            Cid.parse(text);
        }
    }

    static void email(String text) {
        if (!text.isEmpty() && !EMAIL.matcher(text).matches()) {
            throw new IllegalArgumentException("expected an e-mail address, name@host");
        }
    }

    /** As two readers see the same endpoint: neither case, nor a slash at the end, nor the scheme's own port counts. */
    static String canonical(String endpoint) {
        return endpoint.toLowerCase(Locale.ROOT)
                .replaceFirst("/+$", "")
                .replaceFirst("^(https://[^/]+):443(?=/|$)", "$1")
                .replaceFirst("^(http://[^/]+):80(?=/|$)", "$1");
    }

    private static boolean isCid(String name) {
        try {
            Cid.parse(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected a URL: " + e.getReason(), e);
        }
    }

    private static UriHost web(URI uri) {
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        Optional<UriHost> host = UriHost.of(uri);
        if (!http || host.isEmpty()) {
            throw new IllegalArgumentException("expected http:// or https:// and a host");
        }
        return host.get();
    }
}
