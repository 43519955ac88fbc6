package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Compresses the messages of an answer, as the daemon does for a client that says its own may be. One per call. */
final class AnswerZip {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private AnswerZip() {}

    /** @param answer not compressed */
    static HttpResponse of(HttpResponse answer) {
        AnswerZip zip = new AnswerZip();
        return answer.mapHeaders(head -> GrpcHttp.hasStatus(head)
                        ? head
                        : head.toBuilder()
                                .set(GrpcHeaderNames.GRPC_ENCODING, GrpcHttp.GZIP)
                                .build())
                .mapData(zip::whole);
    }

    private HttpData whole(HttpData data) {
        held.writeBytes(data.array());
        byte[] bytes = held.toByteArray();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        int at = 0;
        while (bytes.length - at >= MessageMeter.HEAD) {
            int length = MessageMeter.length(bytes, at);
            if (bytes.length - at - MessageMeter.HEAD < length) {
                break;
            }
            byte[] message = Arrays.copyOfRange(bytes, at + MessageMeter.HEAD, at + MessageMeter.HEAD + length);
            // An empty message stays as it is.
            zipped.writeBytes(MessageMeter.framed(length == 0 ? message : GoGzip.compress(message), length > 0));
            at += MessageMeter.HEAD + length;
        }
        held.reset();
        held.write(bytes, at, bytes.length - at);
        return HttpData.wrap(zipped.toByteArray()).withEndOfStream(data.isEndOfStream());
    }
}
