package io.snet4j.storage;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/** A form with one file, as stores of content want it. */
record Multipart(String boundary, BodyPublisher content) {
    static Multipart file(BodyPublisher content) {
        return new Multipart(UUID.randomUUID().toString(), content);
    }

    static Multipart file(byte[] content) {
        return file(BodyPublishers.ofByteArray(content));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher publisher() {
        return BodyPublishers.concat(
                BodyPublishers.ofString("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n"),
                content,
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }
}
