package io.snet4j.hostile.bombs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Gives the bombs' blocks, and passes other questions on to the network's own storage. */
final class BombStorage implements AutoCloseable {
    final Blocks blocks = new Blocks();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebServer server;

    BombStorage(URI storage) throws IOException {
        server = WebServer.of((request, out) -> {
            String path = request.line().split(" ")[1];
            Optional<byte[]> block = blocks.find(path.substring(path.indexOf('=') + 1));
            if (block.isPresent()) {
                WebServer.answer(out, 200, block.get());
                return;
            }
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(storage.resolve(path))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofByteArray());
            WebServer.answer(out, answer.statusCode(), answer.body());
        });
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
