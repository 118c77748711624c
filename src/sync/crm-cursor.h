/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a client has read a scope: the server's sequence, and the nonce of the commit that gave that number out. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmCursor:
 * @seq: all of the scope up to this was read; 0 before anything was
 * @nonce: random, of the commit that @seq belongs to. A server restored from a backup gives the same numbers out again, but never the
 *   same nonce, so a client that has read further than it knows is found out
 */
typedef struct
{
  gint64 seq;
  guint64 nonce;
} CrmCursor;

#define CRM_CURSOR_LENGTH_MAX 40

/* As "SEQ-NONCE", the nonce in 16 hexadecimal digits. Returns @buffer. */
char *crm_cursor_format (const CrmCursor *self, char buffer[CRM_CURSOR_LENGTH_MAX]);
gboolean crm_cursor_parse (const char *text, CrmCursor *self);

G_END_DECLS
