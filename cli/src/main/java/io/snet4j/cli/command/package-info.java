/** What commands have in common: a client, a service, and the user's word before money moves. */
@NullMarked
package io.snet4j.cli.command;

import org.jspecify.annotations.NullMarked;
