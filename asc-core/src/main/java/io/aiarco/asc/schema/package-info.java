/** Records as JSON: the schema a model is shown, and the check of what it wrote. */
@NullMarked
package io.aiarco.asc.schema;

import org.jspecify.annotations.NullMarked;
