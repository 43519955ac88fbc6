package io.snet4j.benchmark.peer;

import bench.BenchGrpc;
import bench.BenchOuterClass.Question;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.training.ModelId;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** What gRPC alone costs: a stub that knows the daemon's address, and has all its signatures made beforehand. */
public final class FloorPeer implements Peer {
    /** As large as this client's largest. */
    private static final int CHUNK = 1 << 20;

    private final OurPeer account;
    private final Signed signed;
    private final ManagedChannel daemon;
    private final LongSupplier block;

    /** @param block the latest one, for signatures */
    public FloorPeer(DevnetConnection net, Path smallArchive, LongSupplier block) {
        this(net, smallArchive, block, net.daemonUrl());
    }

    /** @param address of the daemon */
    public FloorPeer(DevnetConnection net, Path smallArchive, LongSupplier block, URI address) {
        account = new OurPeer(net, PaymentStrategy.payPerCall(), smallArchive);
        account.paidCalls(1, Duration.ZERO);
        signed = new Signed(net, account.service());
        this.block = block;
        daemon = NettyChannelBuilder.forAddress("127.0.0.1", address.getPort())
                .usePlaintext()
                .build();
    }

    @Override
    public Side side() {
        return Side.FLOOR;
    }

    @Override
    public double[] paidCalls(int times, Duration pause) {
        List<Metadata> payments = signed.calls(times);
        List<BenchGrpc.BenchBlockingStub> stubs = payments.stream()
                .map(payment -> BenchGrpc.newBlockingStub(daemon)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(payment)))
                .toList();
        return Stopwatch.times(times, pause, i -> stubs.get(i).echo(Question.getDefaultInstance()));
    }

    @Override
    public double[] getModels(int times) {
        CommonRequest request = CommonRequest.newBuilder()
                .setModelId(account.newModel().value())
                .setAuthorization(signed.authorization("unified", block.getAsLong()))
                .build();
        DaemonGrpc.DaemonBlockingStub stub = DaemonGrpc.newBlockingStub(daemon);
        stub.getModel(request);
        return Stopwatch.times(times, Duration.ZERO, i -> stub.getModel(request));
    }

    @Override
    public double[] trainModels(int times) {
        List<ModelId> models =
                IntStream.range(0, times).mapToObj(i -> account.validated()).toList();
        models.forEach(model -> account.service().training().trainModelPrice(model));
        signed.forget();
        AuthorizationDetails authorization = signed.authorization("train_model", block.getAsLong());
        List<DaemonGrpc.DaemonBlockingStub> stubs = models.stream()
                .map(model -> DaemonGrpc.newBlockingStub(daemon)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(signed.training(model, 1))))
                .toList();
        return Stopwatch.times(times, Duration.ZERO, i -> stubs.get(i)
                .trainModel(CommonRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setModelId(models.get(i).value())
                        .build()));
    }

    @Override
    public double[] uploads(int times, Path archive) {
        signed.forget();
        return Stopwatch.times(times, Duration.ZERO, i -> {
            ModelId model = account.newModel();
            account.service().training().validateModelPrice(model);
            upload(model, archive);
        });
    }

    private void upload(ModelId model, Path archive) {
        AuthorizationDetails authorization = signed.authorization("upload_and_validate", block.getAsLong());
        FloorUpload upload = new FloorUpload();
        var requests = DaemonGrpc.newStub(daemon)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(signed.training(model, 1)))
                .uploadAndValidate(upload);
        try (FileChannel file = FileChannel.open(archive)) {
            long size = file.size();
            long count = (size + CHUNK - 1) / CHUNK;
            for (long number = 1; number <= count; number++) {
                ByteString data = read(file, (int) Math.min(CHUNK, size - (number - 1) * CHUNK));
                upload.awaitRoom();
                requests.onNext(UploadAndValidateRequest.newBuilder()
                        .setAuthorization(authorization)
                        .setUploadInput(UploadInput.newBuilder()
                                .setModelId(model.value())
                                .setFileName("dataset.zip")
                                .setFileSize(size)
                                .setBatchSize(data.size())
                                .setBatchNumber(number)
                                .setBatchCount(count)
                                .setData(data))
                        .build());
            }
            requests.onCompleted();
            upload.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteString read(FileChannel file, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            continue;
        }
        return UnsafeByteOperations.unsafeWrap(buffer.flip());
    }

    /** What a fresh process of a bare stub sends, whole. */
    public byte[] getModelRequest() {
        return CommonRequest.newBuilder()
                .setModelId(account.newModel().value())
                .setAuthorization(signed.authorization("unified", block.getAsLong()))
                .build()
                .toByteArray();
    }

    @Override
    public void close() {
        daemon.shutdownNow();
        account.close();
    }
}
