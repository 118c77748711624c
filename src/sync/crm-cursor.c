/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a client has read a scope: the server's sequence, and the nonce of the commit that gave that number out. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-cursor.h"

#include <string.h>

char *
crm_cursor_format (const CrmCursor *self, char buffer[CRM_CURSOR_LENGTH_MAX])
{
  g_snprintf (buffer, CRM_CURSOR_LENGTH_MAX, "%" G_GINT64_FORMAT "-%016" G_GINT64_MODIFIER "x", self->seq, self->nonce);
  return buffer;
}

gboolean
crm_cursor_parse (const char *text, CrmCursor *self)
{
  char again[CRM_CURSOR_LENGTH_MAX];
  const char *dash = strchr (text, '-');
  CrmCursor cursor;

  if (dash == NULL)
    return FALSE;
  cursor.seq = (gint64)g_ascii_strtoull (text, NULL, 10);
  cursor.nonce = g_ascii_strtoull (dash + 1, NULL, 16);
  /* One way to write it, so nothing else is read. */
  if (cursor.seq < 0 || strcmp (crm_cursor_format (&cursor, again), text) != 0)
    return FALSE;
  *self = cursor;
  return TRUE;
}
