package io.snet4j.dataset;

/**
 * Follows an upload.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface UploadListener {
    /**
     * Called in order, never concurrently, first with 0 bytes and last with all. By stream on the uploading thread; by
     * link on threads of the host, too, while it reads. What it throws is logged and ignored. To cancel, interrupt the
     * thread that called {@link io.snet4j.training.Training#uploadAndValidate}, or cancel the future of
     * {@link io.snet4j.training.TrainingAsync#uploadAndValidate}; nothing is paid if the provider did not have the
     * whole dataset.
     */
    void onProgress(UploadProgress progress);

    /**
     * How far the check is that comes before the upload: all of the archive is read once, so that a dataset that would
     * be refused costs nothing. Called in order on the thread that checks, first with 0 bytes and last with all, and
     * some hundred times at most; never if the local check is skipped. What it throws is logged and ignored. To cancel,
     * do what ends an upload; nothing was sent by then.
     */
    default void onCheck(CheckProgress progress) {}
}
