/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PIN that is kept as a hash. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CRM_PIN_MIN: a PIN has at least so many characters. */
#define CRM_PIN_MIN 4

/**
 * crm_pin_hash:
 * @pin: as typed
 *
 * Formula: PBKDF2 with HMAC-SHA-256 and a random salt (RFC 8018, 5.2). Takes some hundredths of a second, so that trying takes long.
 *
 * Returns: (transfer full): what to keep.
 */
char *crm_pin_hash (const char *pin);

/* Whether @pin is the one that @hash was made of; %FALSE for a @hash that is none. */
gboolean crm_pin_verify (const char *pin, const char *hash);

G_END_DECLS
