/** The words for kinds of outcomes and for how an action stands. */
import { t } from "../core/words.js";

export const kinds = () => ({ decision: t("Decision"), action: t("Action"), question: t("Question") });
export const states = () => ({ open: t("open"), doing: t("under way"), done: t("done"), dropped: t("dropped") });
