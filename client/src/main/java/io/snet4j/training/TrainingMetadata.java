package io.snet4j.training;

import io.snet4j.MethodRef;
import java.util.Set;

/**
 * What can be trained at a service.
 *
 * @param enabled whether the daemon takes training calls
 * @param inProto whether the service's proto files mention training
 * @param methods those that take a model
 */
public record TrainingMetadata(boolean enabled, boolean inProto, Set<MethodRef> methods) {}
