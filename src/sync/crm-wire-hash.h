/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SHA-256 of what goes over the wire, by the processor's own instructions where it has them. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_WIRE_HASH_LENGTH 64

/* In hexadecimal digits, lower case. Any thread. Returns @hex. */
char *crm_wire_hash (const void *data, gsize length, char hex[CRM_WIRE_HASH_LENGTH + 1]);

G_END_DECLS
