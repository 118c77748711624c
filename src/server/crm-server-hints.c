/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When those who listen are told: of the first change of a scope at once, of those that follow closely together. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-hints.h"

#include <string.h>

typedef struct
{
  CrmServerHint hint; /* its number is 0 when nothing waits */
  gint64 due;
} Kept;

/* Only the scopes that somebody was told of a moment ago: there are never many. */
struct _CrmServerHints
{
  GHashTable *kept; /* CrmServerHint → Kept, which it begins */
};

static guint
hash_hint (gconstpointer key)
{
  const CrmServerHint *hint = key;
  guint hash = g_str_hash (hint->scope);

  for (guint i = 0; i < CRM_ID_LENGTH; i++)
    hash = hash * 33 + hint->workspace.bytes[i];
  return hash;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const CrmServerHint *x = a, *y = b;

  return crm_id_equal (&x->workspace, &y->workspace) && strcmp (x->scope, y->scope) == 0;
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->hint.scope);
  g_free (kept);
}

CrmServerHints *
crm_server_hints_new (void)
{
  CrmServerHints *self = g_new0 (CrmServerHints, 1);

  self->kept = g_hash_table_new_full (hash_hint, is_same, NULL, kept_free);
  return self;
}

void
crm_server_hints_free (CrmServerHints *self)
{
  g_hash_table_unref (self->kept);
  g_free (self);
}

gboolean
crm_server_hints_note (CrmServerHints *self, const CrmId *workspace, const char *scope, gint64 seq, gint64 now)
{
  CrmServerHint key = { *workspace, (char *)scope, 0 };
  Kept *kept = g_hash_table_lookup (self->kept, &key);

  if (kept != NULL)
    {
      kept->hint.seq = MAX (kept->hint.seq, seq);
      return FALSE;
    }
  kept = g_new0 (Kept, 1);
  kept->hint.workspace = *workspace;
  kept->hint.scope = g_strdup (scope);
  kept->due = now + CRM_SERVER_HINT_GAP;
  g_hash_table_insert (self->kept, kept, kept);
  return TRUE;
}

static void
hint_clear (gpointer data)
{
  g_free (((CrmServerHint *)data)->scope);
}

GArray *
crm_server_hints_take (CrmServerHints *self, gint64 now)
{
  GArray *hints = g_array_new (FALSE, FALSE, sizeof (CrmServerHint));
  GHashTableIter iter;
  gpointer value;

  g_array_set_clear_func (hints, hint_clear);
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Kept *kept = value;

      if (kept->due > now)
        continue;
      if (kept->hint.seq == 0)
        {
          g_hash_table_iter_remove (&iter);
          continue;
        }
      g_array_append_val (hints, ((CrmServerHint){ kept->hint.workspace, g_strdup (kept->hint.scope), kept->hint.seq }));
      kept->hint.seq = 0;
      kept->due = now + CRM_SERVER_HINT_GAP;
    }
  return hints;
}

gint64
crm_server_hints_get_due (CrmServerHints *self)
{
  GHashTableIter iter;
  gpointer value;
  gint64 due = -1;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Kept *kept = value;

      due = due < 0 ? kept->due : MIN (due, kept->due);
    }
  return due;
}
