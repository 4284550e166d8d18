/** The topics as an integrator reads them. */
package io.vitrine.e2e.event;
