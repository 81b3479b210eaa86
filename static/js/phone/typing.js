/** Whether somebody is typing: nothing may come up over their words. */

/** Radio buttons and the like are pressed, not typed in. */
const TYPED_IN = "input:not([type=radio], [type=checkbox]), textarea, [contenteditable]";

export const typing = () => document.activeElement?.matches(TYPED_IN) ?? false;
