/** Which endpoints a call may go to, best first. */
@NullMarked
package io.aiarco.asc.route;

import org.jspecify.annotations.NullMarked;
