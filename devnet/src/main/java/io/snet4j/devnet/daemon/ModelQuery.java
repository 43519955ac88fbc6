package io.snet4j.devnet.daemon;

import io.snet4j.wire.training.TrainingDaemonProto.AllModelsRequest;
import io.snet4j.wire.training.TrainingProto.ModelResponse;
import java.math.BigInteger;
import java.util.List;

/** Which models a request asks for. */
final class ModelQuery {
    private final AllModelsRequest request;

    ModelQuery(AllModelsRequest request) {
        this.request = request;
    }

    List<ModelResponse> in(Models models) {
        boolean all = !request.hasIsPublic();
        return page(models.visibleTo(
                        request.getAuthorization().getSignerAddress(),
                        all || !request.getIsPublic(),
                        all || request.getIsPublic())
                .filter(this::matches)
                .toList());
    }

    private boolean matches(ModelResponse model) {
        return containsIgnoringCase(model.getName(), request.getName())
                && model.getGrpcMethodName().contains(request.getGrpcMethodName())
                && model.getGrpcServiceName().contains(request.getGrpcServiceName())
                && containsIgnoringCase(model.getCreatedByAddress(), request.getCreatedByAddress())
                && (request.getStatusesCount() == 0
                        || request.getStatusesValueList().contains(model.getStatusValue()));
    }

    /** Pages count from 0; asking for a page without a size gives pages of one. */
    private List<ModelResponse> page(List<ModelResponse> models) {
        if (request.getPage() == 0 && request.getPageSize() == 0) {
            return models;
        }
        BigInteger size = unsigned(request.getPageSize()).max(BigInteger.ONE);
        BigInteger start = unsigned(request.getPage()).multiply(size);
        BigInteger count = BigInteger.valueOf(models.size());
        if (start.compareTo(count) >= 0) {
            return List.of();
        }
        return models.subList(start.intValue(), start.add(size).min(count).intValue());
    }

    private static BigInteger unsigned(long uint64) {
        return new BigInteger(Long.toUnsignedString(uint64));
    }

    private static boolean containsIgnoringCase(String text, String part) {
        return Models.lowerCase(text).contains(Models.lowerCase(part));
    }
}
