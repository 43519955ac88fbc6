package io.snet4j.benchmark;

import bench.BenchGrpc;
import bench.BenchOuterClass;
import bench.BenchOuterClass.Answer;
import bench.BenchOuterClass.Question;
import io.grpc.stub.StreamObserver;
import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.HostedService.Running;
import io.snet4j.provider.ProviderServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A service that answers at once with what it was sent. */
final class BenchService {
    private BenchService() {}

    static HostedService hosted() {
        return HostedService.of("bench", BenchOuterClass.getDescriptor(), proto(), context -> {
            ProviderServer server = ProviderServer.builder()
                    .port(context.port())
                    .addService(new Echo())
                    .addService(new BenchModels())
                    .start();
            return Running.at(URI.create("http://127.0.0.1:" + context.port()), server::close);
        });
    }

    private static String proto() {
        try (InputStream in = BenchService.class.getResourceAsStream("/bench.proto")) {
            if (in == null) {
                throw new IllegalStateException("bench.proto is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Echo extends BenchGrpc.BenchImplBase {
        @Override
        public void echo(Question question, StreamObserver<Answer> answer) {
            answer.onNext(Answer.newBuilder().setPayload(question.getPayload()).build());
            answer.onCompleted();
        }
    }
}
