/** Callers of the front door: by the book, byte by byte, and stock programs. */
package io.vitrine.e2e.client;
