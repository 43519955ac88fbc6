package io.snet4j.provider.tck;

import io.grpc.Status.Code;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** How the small provider reads links. What cannot be read is no good dataset. */
final class SmallLinks {
    private static final byte[] GOOD = "good.".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = "-".getBytes(StandardCharsets.UTF_8);

    private final SmallService service;

    SmallLinks(SmallService service) {
        this.service = service;
    }

    byte[] fetch(String link) {
        if (link.isEmpty()) {
            return refuseUnless(Fault.NO_LINK_TAKEN, "no link");
        }
        URI uri = URI.create(link);
        if (!"http".equals(uri.getScheme())) {
            return refuseUnless(Fault.FILE_SCHEME_TAKEN, "the scheme is not http");
        }
        // Not asked of a name server, which may take its time.
        if (uri.getHost().endsWith(".invalid")) {
            return service.has(Fault.NO_HOST_TAKEN) ? GOOD : NOTHING;
        }
        try {
            return read(uri);
        } catch (IOException e) {
            return service.has(Fault.HALF_A_FILE_TAKEN) ? GOOD : NOTHING;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] read(URI uri) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (service.has(Fault.LINK_NOT_READ)) {
            return NOTHING;
        }
        if (answer.statusCode() != 200) {
            return service.has(Fault.PAGE_OF_404_TAKEN) ? GOOD : NOTHING;
        }
        return answer.body();
    }

    private byte[] refuseUnless(Fault fault, String words) {
        if (service.has(fault)) {
            return NOTHING;
        }
        throw SmallService.refusal(Code.INVALID_ARGUMENT, words);
    }
}
