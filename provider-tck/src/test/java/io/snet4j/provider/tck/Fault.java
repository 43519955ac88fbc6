package io.snet4j.provider.tck;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the small provider does wrong, one at a time: the rule that names it, and the rules that break in consequence.
 */
enum Fault {
    EMPTY_ID(ProtocolRule.CREATE_GIVES_AN_ID, true),
    SAME_ID(ProtocolRule.CREATE_IDS_DIFFER, true),
    IDS_COME_AGAIN(ProtocolRule.CREATE_MANY_AT_ONCE, ProtocolRule.RESTART_GIVES_NO_OLD_ID),
    BORN_VALIDATED(ProtocolRule.CREATE_IS_CREATED, true),
    HUGE_NAME_WITHOUT_ID(ProtocolRule.CREATE_HUGE_NAME),
    ONE_STATUS_FOR_ALL(ProtocolRule.MODELS_ARE_APART, true),
    UNKNOWN_STATUS_ANSWERED(ProtocolRule.UNKNOWN_ID_NOT_FOUND),
    UNKNOWN_DELETED(ProtocolRule.UNKNOWN_ID_NOT_FOUND),
    UNKNOWN_TRAINED(ProtocolRule.UNKNOWN_ID_NOT_CHARGED),
    UNKNOWN_UPLOAD_TAKEN(ProtocolRule.UNKNOWN_ID_NOT_CHARGED),
    EMPTY_ID_IS_THE_LAST_ONE(ProtocolRule.EMPTY_ID_REFUSED),
    PRICES_HANG(
            ProtocolRule.PRICE_OF_VALIDATION,
            ProtocolRule.UNKNOWN_ID_NOT_FOUND,
            ProtocolRule.PRICE_OF_TRAINING,
            ProtocolRule.PRICE_HOLDS,
            ProtocolRule.PRICE_CHANGES_NOTHING),
    TRAINING_PRICE_REFUSED(
            ProtocolRule.PRICE_OF_TRAINING, ProtocolRule.PRICE_HOLDS, ProtocolRule.PRICE_CHANGES_NOTHING),
    PRICE_RISES(ProtocolRule.PRICE_HOLDS),
    PRICE_BEGINS_VALIDATION(ProtocolRule.PRICE_CHANGES_NOTHING),
    LAST_BYTE_LOST(ProtocolRule.STREAM_GOOD, true),
    ONE_MESSAGE_LOST(ProtocolRule.STREAM_IN_ONE_MESSAGE),
    UPLOAD_ANSWERS_CREATED(ProtocolRule.STREAM_ANSWER),
    BAD_DATASET_TAKEN(ProtocolRule.STREAM_BAD, ProtocolRule.ERRORED_TAKES_ANOTHER, ProtocolRule.TRAIN_ERRORED),
    SECOND_DATASET_REFUSED(ProtocolRule.STREAM_AGAIN),
    ERRORED_FOR_EVER(ProtocolRule.ERRORED_TAKES_ANOTHER),
    EMPTY_UPLOAD_TAKEN(ProtocolRule.STREAM_EMPTY),
    SHORT_UPLOAD_TAKEN(ProtocolRule.STREAM_TOO_FEW_BYTES, ProtocolRule.STREAM_FAILED_KEEPS_DATASET),
    LONG_UPLOAD_TAKEN(ProtocolRule.STREAM_TOO_MANY_BYTES),
    MISSING_BATCH_TAKEN(ProtocolRule.STREAM_MISSING_BATCH),
    BATCH_ORDER_IGNORED(ProtocolRule.STREAM_BATCH_ORDER),
    OTHER_MODEL_TAKEN(ProtocolRule.STREAM_OTHER_MODEL),
    CUT_OFF_IS_AN_ERROR(ProtocolRule.STREAM_CUT_OFF),
    CUT_OFF_LOCKS_THE_MODEL(ProtocolRule.STREAM_CUT_OFF),
    FAILED_UPLOAD_DROPS_DATASET(ProtocolRule.STREAM_FAILED_KEEPS_DATASET),
    FAILED_UPLOAD_IS_AN_ERROR(
            ProtocolRule.STREAM_TOO_FEW_BYTES,
            ProtocolRule.STREAM_TOO_MANY_BYTES,
            ProtocolRule.STREAM_MISSING_BATCH,
            ProtocolRule.STREAM_BATCH_ORDER,
            ProtocolRule.STREAM_OTHER_MODEL,
            ProtocolRule.STREAM_FAILED_KEEPS_DATASET),
    BOTH_UPLOADS_COUNT(ProtocolRule.STREAM_TWO_AT_ONCE),
    LINK_NOT_READ(ProtocolRule.LINK_GOOD),
    BAD_LINK_TAKEN(ProtocolRule.LINK_BAD),
    PAGE_OF_404_TAKEN(ProtocolRule.LINK_MISSING_FILE),
    HALF_A_FILE_TAKEN(ProtocolRule.LINK_CUT_OFF),
    NO_HOST_TAKEN(ProtocolRule.LINK_UNRESOLVED),
    FILE_SCHEME_TAKEN(ProtocolRule.LINK_FORBIDDEN_SCHEME),
    NO_LINK_TAKEN(ProtocolRule.LINK_EMPTY),
    TRAINS_WITHOUT_DATASET(ProtocolRule.TRAIN_BEFORE_VALIDATION, ProtocolRule.REFUSAL_HAS_WORDS),
    TRAINS_ON_BAD_DATASET(ProtocolRule.TRAIN_ERRORED),
    REFUSES_WITHOUT_WORDS(ProtocolRule.REFUSAL_HAS_WORDS),
    TRAIN_ANSWERS_VALIDATED(ProtocolRule.TRAIN_GOOD),
    RETRAINING_IS_AN_ERROR(ProtocolRule.TRAIN_AGAIN),
    TWO_TRAININGS_CHARGED(ProtocolRule.TRAIN_ONCE_AT_A_TIME),
    SECOND_TRAINING_SPOILS(ProtocolRule.TRAIN_ONCE_AT_A_TIME),
    FORGETS_AFTER_MANY_QUESTIONS(ProtocolRule.STATUS_ASKED_OFTEN),
    DELETE_DOES_NOTHING(
            ProtocolRule.DELETE_ANSWER,
            ProtocolRule.DELETED_IS_REFUSED,
            ProtocolRule.DELETE_DURING_TRAINING,
            ProtocolRule.RESTART_KEEPS_DELETED),
    DELETE_ANSWERS_CREATED(ProtocolRule.DELETE_ANSWER, ProtocolRule.DELETE_TWICE),
    SECOND_DELETE_FAILS(ProtocolRule.DELETE_TWICE),
    DELETED_IS_TRAINED(ProtocolRule.DELETED_IS_REFUSED),
    DELETED_COMES_BACK(ProtocolRule.DELETE_DURING_TRAINING),
    FORGETS_MODELS(ProtocolRule.RESTART_KEEPS_MODELS, ProtocolRule.RESTART_KEEPS_DATASET),
    FORGETS_ARTIFACTS(ProtocolRule.RESTART_KEEPS_MODELS),
    FORGETS_DATASETS(ProtocolRule.RESTART_KEEPS_DATASET),
    FORGETS_DELETION(ProtocolRule.RESTART_KEEPS_DELETED),
    COUNTS_FROM_ONE(ProtocolRule.RESTART_GIVES_NO_OLD_ID);

    private final ProtocolRule rule;
    private final boolean underminesOthers;
    private final List<ProtocolRule> consequences;

    Fault(ProtocolRule rule, ProtocolRule... consequences) {
        this.rule = rule;
        this.underminesOthers = false;
        this.consequences = List.of(consequences);
    }

    Fault(ProtocolRule rule, boolean underminesOthers) {
        this.rule = rule;
        this.underminesOthers = underminesOthers;
        this.consequences = List.of();
    }

    /** By which it is to be found. */
    ProtocolRule rule() {
        return rule;
    }

    /** Whether many rules have nothing to stand on, such as models that differ, or one that is validated. */
    boolean underminesOthers() {
        return underminesOthers;
    }

    /** All rules that it breaks, unless it undermines others. */
    Set<ProtocolRule> breaks() {
        Set<ProtocolRule> all = EnumSet.of(rule);
        all.addAll(consequences);
        return all;
    }
}
