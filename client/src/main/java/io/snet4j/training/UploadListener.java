package io.snet4j.training;

/** Follows an upload. */
@FunctionalInterface
public interface UploadListener {
    /**
     * Called in order, never concurrently, first with 0 bytes and last with all, on the uploading thread. Throwing
     * cancels the upload.
     */
    void onProgress(UploadProgress progress);
}
