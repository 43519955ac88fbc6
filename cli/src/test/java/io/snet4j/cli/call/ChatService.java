package io.snet4j.cli.call;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.internal.proto.ServiceProtos;
import io.snet4j.junit.ScriptedProvider;
import io.snet4j.registry.ProtoFile;
import java.util.List;
import java.util.function.UnaryOperator;

/** A service with a method of each kind. What is said comes back; "bad" does not. */
final class ChatService {
    private static final String PROTO =
            """
            syntax = "proto3";
            package chat;
            // A line of a conversation.
            message Line { string text = 1; int64 number = 2; }
            service Chat {
              rpc say(Line) returns (Line) {}
              rpc tell(Line) returns (stream Line) {}
              rpc collect(stream Line) returns (Line) {}
              rpc talk(stream Line) returns (stream Line) {}
            }
            """;

    private ChatService() {}

    static ScriptedProvider provider() {
        return provider(ChatService::said);
    }

    /** @param say what the unary method answers */
    static ScriptedProvider provider(UnaryOperator<String> say) {
        FileDescriptor file = ServiceProtos.of(List.of(new ProtoFile("chat.proto", PROTO)))
                .files()
                .get(0);
        return ScriptedProvider.builder()
                .service("conversation", file, PROTO)
                .answers("say", say)
                .answers("tell", line -> "[" + line + ", {\"text\": \"\u202eend\"}]")
                .build();
    }

    private static String said(String line) {
        if (line.contains("bad")) {
            throw new IllegalArgumentException("that was bad");
        }
        return line;
    }
}
