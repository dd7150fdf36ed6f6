/** What lies outside the log and may be destroyed: keys of pseudonyms, prompts and replies. */
@NullMarked
package io.aiarco.asc.audit.content;

import org.jspecify.annotations.NullMarked;
