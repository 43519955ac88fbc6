package io.snet4j.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.ForeignJson;
import io.snet4j.internal.core.Http;
import io.snet4j.internal.text.UriHost;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Stores by Lighthouse's HTTP interface, with the requests that its own client makes. */
final class LighthouseStore implements ContentStore {
    private static final ForeignJson JSON = ForeignJson.bounded(10_000);
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,4096}");
    private static final Pattern LOCAL = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");

    private final URI add;
    private final String service;
    private final String token;
    private final Http http;

    LighthouseStore(URI endpoint, String token, Duration timeout, SnetListener listener) {
        this.add = URI.create(
                Http.requireHttp(endpoint, "the endpoint of a store").toString().replaceFirst("/+$", "")
                        + "/api/v0/add");
        this.service = "the store at " + Http.origin(endpoint);
        if (!"https".equalsIgnoreCase(endpoint.getScheme()) && !isLocal(endpoint)) {
            throw new IllegalArgumentException(
                    service + " would get the token without TLS, which anybody on the way can read; use https");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "the token for " + service + " is none: expected 1 to 4096 letters, digits and . _ ~ + / = -");
        }
        this.token = token;
        this.http = new Http(timeout, Optional.empty(), Request.Kind.STORAGE, listener);
    }

    private static boolean isLocal(URI endpoint) {
        return UriHost.of(endpoint)
                .filter(host -> LOCAL.matcher(host.host()).matches())
                .isPresent();
    }

    @Override
    public URI expected(byte[] content) {
        return uri((content.length <= Layout.MODERN.chunk() ? Cid.ofRaw(content) : Layout.MODERN.root(content))
                .toString());
    }

    private static URI uri(String cid) {
        return URI.create("filecoin://" + cid);
    }

    @Override
    public URI store(byte[] content) {
        Multipart body = Multipart.file(content);
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + token,
                "Encryption",
                "false",
                "Mime-Type",
                "application/octet-stream",
                "Content-Type",
                body.contentType());
        Http.Response answer;
        try {
            answer = http.store("POST", add, headers, body.publisher(), MAX_ANSWER_BYTES);
        } catch (IOException e) {
            throw new StorageException(service + " did not answer: " + e.getMessage(), e);
        }
        if (answer.status() / 100 != 2) {
            throw new StorageException(service + " refused the content: HTTP " + answer.status() + ": "
                    + KuboStorage.excerpt(answer.body()) + hint(answer.status()));
        }
        return uri(checked(hash(answer.body()), content));
    }

    private static String hint(int status) {
        return status == 401 || status == 403 ? "; is the token right, and does its account have room?" : "";
    }

    /** One line of JSON, or several of which the last is the file. */
    private String hash(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8).strip();
        try {
            JsonNode json = JSON.readTree(text.substring(text.lastIndexOf('\n') + 1));
            return json.path("Hash").asText();
        } catch (IOException e) {
            throw new StorageException(service + " did not answer with JSON: " + KuboStorage.excerpt(answer), e);
        }
    }

    private String checked(String hash, byte[] content) {
        try {
            if (Layout.names(Cid.parse(hash), content)) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            throw new StorageException(service + " named no CID: " + e.getMessage(), e);
        }
        throw new StorageException(service + " stored the content as " + hash
                + ", which is not what it would be called; it may have stored something else");
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return service;
    }
}
