package io.snet4j.payment;

import io.snet4j.internal.text.ForeignText;
import java.util.Optional;

/**
 * Which payments are meant: all, those to an organization, to a service, or for the training of one model. In text
 * {@code *}, {@code ORGANIZATION}, {@code ORGANIZATION/SERVICE} or {@code ORGANIZATION/SERVICE/MODEL}; names are those
 * of the registry.
 *
 * @param organizationId empty for all
 * @param serviceId empty for all of the organization
 * @param modelId empty for all payments to the service; calls that train no model are for none
 * @since 0.1.0
 */
public record SpendingScope(Optional<String> organizationId, Optional<String> serviceId, Optional<String> modelId) {
    private static final SpendingScope EVERYTHING =
            new SpendingScope(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int PARTS = 3;

    /** @throws IllegalArgumentException if a name is blank, or one is there without those before it */
    public SpendingScope {
        if (serviceId.isPresent() && organizationId.isEmpty() || modelId.isPresent() && serviceId.isEmpty()) {
            throw new IllegalArgumentException(
                    "a service is named with its organization, and a model with its service");
        }
        organizationId.ifPresent(id -> requireName("an organization", id));
        serviceId.ifPresent(id -> requireName("a service", id));
        modelId.ifPresent(id -> requireName("a model", id));
    }

    private static void requireName(String what, String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of " + what + " is blank");
        }
    }

    public static SpendingScope everything() {
        return EVERYTHING;
    }

    public static SpendingScope organization(String organizationId) {
        return new SpendingScope(Optional.of(organizationId), Optional.empty(), Optional.empty());
    }

    public static SpendingScope service(String organizationId, String serviceId) {
        return new SpendingScope(Optional.of(organizationId), Optional.of(serviceId), Optional.empty());
    }

    public static SpendingScope model(String organizationId, String serviceId, String modelId) {
        return new SpendingScope(Optional.of(organizationId), Optional.of(serviceId), Optional.of(modelId));
    }

    /** @throws IllegalArgumentException naming the text, if it is no scope */
    public static SpendingScope parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length > PARTS) {
            throw new IllegalArgumentException("not a scope: " + ForeignText.quoted(text)
                    + "; expected *, ORGANIZATION, ORGANIZATION/SERVICE or ORGANIZATION/SERVICE/MODEL");
        }
        if (parts.length == 1) {
            return parts[0].equals("*") ? EVERYTHING : organization(parts[0]);
        }
        return parts.length == 2 ? service(parts[0], parts[1]) : model(parts[0], parts[1], parts[2]);
    }

    /** Whether a payment is meant. */
    public boolean covers(String organization, String service, Optional<String> model) {
        return organizationId.filter(id -> !id.equals(organization)).isEmpty()
                && serviceId.filter(id -> !id.equals(service)).isEmpty()
                && (modelId.isEmpty() || modelId.equals(model));
    }

    @Override
    public String toString() {
        return ForeignText.of(organizationId
                .map(id -> id
                        + serviceId.map(service -> "/" + service).orElse("")
                        + modelId.map(model -> "/" + model).orElse(""))
                .orElse("*"));
    }
}
