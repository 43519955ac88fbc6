package io.snet4j.provider.tck;

/** How each rule is checked. */
final class Checks {
    private Checks() {}

    static Check of(ProtocolRule rule) {
        return switch (rule) {
            case CREATE_GIVES_AN_ID -> CreateChecks::givesAnId;
            case CREATE_IDS_DIFFER -> CreateChecks::idsDiffer;
            case CREATE_IS_CREATED -> CreateChecks::isCreated;
            case CREATE_MANY_AT_ONCE -> CreateChecks::manyAtOnce;
            case CREATE_HUGE_NAME -> CreateChecks::hugeName;
            case MODELS_ARE_APART -> CreateChecks::areApart;
            case UNKNOWN_ID_NOT_FOUND -> IdChecks::unknownIsNotFound;
            case UNKNOWN_ID_NOT_CHARGED -> IdChecks::unknownIsNotCharged;
            case EMPTY_ID_REFUSED -> IdChecks::emptyIsRefused;
            case PRICE_OF_VALIDATION -> PriceChecks::ofValidation;
            case PRICE_OF_TRAINING -> PriceChecks::ofTraining;
            case PRICE_HOLDS -> PriceChecks::holds;
            case PRICE_CHANGES_NOTHING -> PriceChecks::changesNothing;
            case STREAM_GOOD -> StreamChecks::good;
            case STREAM_IN_ONE_MESSAGE -> StreamChecks::inOneMessage;
            case STREAM_ANSWER -> StreamChecks::answer;
            case STREAM_BAD -> StreamChecks::bad;
            case STREAM_AGAIN -> StreamChecks::again;
            case ERRORED_TAKES_ANOTHER -> StreamChecks::againAfterError;
            case STREAM_EMPTY -> BrokenStreamChecks::empty;
            case STREAM_TOO_FEW_BYTES -> BrokenStreamChecks::tooFewBytes;
            case STREAM_TOO_MANY_BYTES -> BrokenStreamChecks::tooManyBytes;
            case STREAM_MISSING_BATCH -> BrokenStreamChecks::missingBatch;
            case STREAM_BATCH_ORDER -> BrokenStreamChecks::batchOrder;
            case STREAM_OTHER_MODEL -> BrokenStreamChecks::otherModel;
            case STREAM_CUT_OFF -> BrokenStreamChecks::cutOff;
            case STREAM_FAILED_KEEPS_DATASET -> BrokenStreamChecks::keepsDataset;
            case STREAM_TWO_AT_ONCE -> BrokenStreamChecks::twoAtOnce;
            case LINK_GOOD -> LinkChecks::good;
            case LINK_BAD -> LinkChecks::bad;
            case LINK_MISSING_FILE -> LinkChecks::missingFile;
            case LINK_CUT_OFF -> LinkChecks::cutOff;
            case LINK_UNRESOLVED -> LinkChecks::unresolved;
            case LINK_FORBIDDEN_SCHEME -> LinkChecks::forbiddenScheme;
            case LINK_EMPTY -> LinkChecks::empty;
            case TRAIN_BEFORE_VALIDATION -> TrainChecks::beforeValidation;
            case TRAIN_ERRORED -> TrainChecks::errored;
            case REFUSAL_HAS_WORDS -> TrainChecks::refusalHasWords;
            case TRAIN_GOOD -> TrainChecks::good;
            case TRAIN_AGAIN -> TrainChecks::again;
            case TRAIN_ONCE_AT_A_TIME -> TrainChecks::onceAtATime;
            case STATUS_ASKED_OFTEN -> TrainChecks::statusAskedOften;
            case DELETE_ANSWER -> DeleteChecks::answer;
            case DELETE_TWICE -> DeleteChecks::twice;
            case DELETED_IS_REFUSED -> DeleteChecks::isRefused;
            case DELETE_DURING_TRAINING -> DeleteChecks::duringTraining;
            case RESTART_KEEPS_MODELS -> RestartChecks::keepsModels;
            case RESTART_KEEPS_DATASET -> RestartChecks::keepsDataset;
            case RESTART_KEEPS_DELETED -> RestartChecks::keepsDeleted;
            case RESTART_GIVES_NO_OLD_ID -> RestartChecks::givesNoOldId;
        };
    }
}
