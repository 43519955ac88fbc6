package io.snet4j.training;

/** Follows an upload. */
@FunctionalInterface
public interface UploadListener {
    /**
     * Called in order, never concurrently, first with 0 bytes and last with all. By stream on the uploading thread; by link
     * on threads of the host, too, while it reads. Throwing cancels the upload.
     */
    void onProgress(UploadProgress progress);
}
